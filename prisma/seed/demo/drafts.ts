/** What the demo observer has begun and not sent: the form as typed, so moments are wall-clock text. */
import type { ClientBase } from "pg";
import { addDays, momentOf } from "../support/days";
import { insertRows } from "../support/insert";
import { idOf } from "../support/random";
import { cadreId } from "./people";
import { userId } from "./users";
import { methodOf, type World } from "./world";

const typed = (day: string, minutes: number): string => momentOf(day, minutes).slice(0, 16);

export async function loadDrafts(client: ClientBase, world: World): Promise<void> {
  const yesterday = addDays(world.today, -1);
  const draft = (
    key: string,
    unitCode: string,
    method: "field_survey" | "regular_talk" | "stakeholder_visit",
    content: Record<string, unknown>,
  ) => {
    const unitId = idOf(`unit:${unitCode}`);
    const methodId = methodOf(method);
    return {
      id: idOf(`draft:${key}`),
      author_id: userId("observer"),
      unit_id: unitId,
      method_id: methodId,
      content: JSON.stringify(content),
      updated_at: momentOf(yesterday, 17 * 60 + 20),
    };
  };
  await insertRows(
    client,
    "observation_drafts",
    {
      id: "uuid",
      author_id: "uuid",
      unit_id: "uuid",
      method_id: "uuid",
      content: "jsonb",
      updated_at: "timestamptz",
    },
    [
      draft("survey", "ZJ14", "field_survey", {
        startedAt: typed(yesterday, 9 * 60),
        endedAt: typed(yesterday, 10 * 60),
        place: "镇工业功能区",
        fact: "二号厂房已清空，三号厂房还有两家未搬，",
        cadres: [{ cadreId: cadreId("ZJ14:5"), roleInEvent: "现场负责", details: { duty: "现场负责" } }],
      }),
      draft("talk", "ZF15", "regular_talk", {
        startedAt: typed(yesterday, 14 * 60),
        endedAt: typed(yesterday, 14 * 60 + 45),
        place: "局小会议室",
        fact: "",
        details: { relation: "本人", topics: ["困难诉求"] },
      }),
      draft("visit", "GQ06", "stakeholder_visit", { fact: "承建单位项目经理说：“" }),
    ],
  );
}
