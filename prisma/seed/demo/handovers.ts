/** 转交接收: what a former observer saw at a unit that had gone to the demo's second observer a few days before. */
import { hash } from "node:crypto";
import type { ClientBase } from "pg";
import { addDays, momentOf } from "../support/days";
import { insertRows } from "../support/insert";
import { idOf } from "../support/random";
import { handedOverUnit } from "./assignments";
import { contentOf } from "./load-records";
import type { DemoRecord } from "./record";
import type { World } from "./world";

export async function loadHandovers(client: ClientBase, world: World): Promise<void> {
  const entry = waitingEntry(world);
  if (!entry) return;
  const method = world.methods[entry.method];
  const body = JSON.stringify({ ...JSON.parse(contentOf(entry, entry.fact)), followUps: [] });
  await insertRows(
    client,
    "handovers",
    { id: "uuid", unit_id: "uuid", author_id: "uuid", occurred_on: "date", received_at: "timestamptz" },
    [
      {
        id: entry.id,
        unit_id: entry.unitId,
        author_id: entry.observerId,
        occurred_on: entry.startedAt.slice(0, 10),
        received_at: entry.firstSubmittedAt,
      },
    ],
  );
  await insertRows(
    client,
    "handover_bodies",
    { handover_id: "uuid", method_id: "uuid", method_version_id: "uuid", body: "jsonb", body_hash: "bytea" },
    [
      {
        handover_id: entry.id,
        method_id: method.id,
        method_version_id: method.versionId,
        body,
        body_hash: `\\x${hash("sha256", body, "hex")}`,
      },
    ],
  );
}

function waitingEntry(world: World): DemoRecord | null {
  const day = addDays(world.today, -5);
  const unit = world.units.find((each) => each.code === handedOverUnit);
  const former = world.assignments.find((each) => each.unitCode === handedOverUnit && each.endsOn !== null);
  const held = world.held
    .get(handedOverUnit)
    ?.find((each) => each.weight < 1 && each.from <= day && day <= each.until);
  if (!unit || !former || !held) return null;
  return {
    id: idOf("handover:veterans"),
    unitId: unit.id,
    observerId: former.observerId,
    secondObserverId: null,
    method: "field_survey",
    centralTaskId: null,
    startedAt: momentOf(day, 9 * 60 + 30),
    endedAt: momentOf(day, 10 * 60 + 40),
    place: "退役军人服务中心一楼大厅",
    fact: "上午办理优待证的有十七人，两个窗口都开着，最长等了二十五分钟。两位老人材料不全，工作人员当场打电话请社区补传，没有让老人再跑一趟。",
    judgement: "窗口想办法少让人跑，做法值得继续看。",
    dimensions: ["DILIGENCE", "PERFORMANCE"],
    polarity: "POSITIVE",
    confidentiality: 1,
    details: { project: { text: "优待证集中办理" }, progress: 60, interviewees: ["群众", "窗口人员"] },
    evidenceNote: "大厅里老人较多，没有拍照。",
    state: "SUBMITTED",
    isCorroborated: false,
    cadres: [
      {
        cadreId: held.cadre.id,
        name: held.cadre.name,
        roleInEvent: "",
        details: { duty: "大厅值班", conduct: "逐个窗口看排队情况，叫人补开一个窗口" },
      },
    ],
    visitId: null,
    conductItemIds: [],
    links: [],
    reviews: [],
    followUps: [],
    firstSubmittedAt: momentOf(addDays(world.today, -2), 8 * 60 + 15),
    amended: null,
  };
}
