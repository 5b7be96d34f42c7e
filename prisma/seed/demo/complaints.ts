/** 意见箱: answered, waiting, late, with and without a name. A name that is withheld has a mark that nobody's page makes. */
import { hash } from "node:crypto";
import type { ClientBase } from "pg";
import { addDays } from "../support/days";
import { idOf } from "../support/random";
import { userId } from "./users";
import type { World } from "./world";

type DemoComplaint = {
  key: string;
  kind: "COMPLAINT" | "SUGGESTION";
  /** null: the name is withheld */
  from: string | null;
  /** days before the world's today */
  ago: number;
  aboutObserver?: string;
  aboutUnit?: string;
  body: string;
  /** so many working days later */
  answer?: { after: number; by: string; outcome: "ADOPTED" | "PARTLY" | "EXPLAINED"; text: string };
};

const COMPLAINTS: DemoComplaint[] = [
  {
    key: "ahead",
    kind: "SUGGESTION",
    from: "liaison",
    ago: 9,
    body: "观察员列席党委会前，能不能提前一天告诉党政办？会议材料要印份数，临时加人不好准备。",
    answer: {
      after: 4,
      by: "reviewer2",
      outcome: "ADOPTED",
      text: "建议很好。今后列席会议一律看各单位登记的会议安排，提前一个工作日联系；临时调整的，不要求单位准备材料。",
    },
  },
  {
    key: "forms",
    kind: "COMPLAINT",
    from: null,
    ago: 40,
    body: "上个月现场走访后，又让我们补了一份书面情况说明，说是给观察记录当附件。基层已经写过总结了，这算不算重复要材料？",
    answer: {
      after: 8,
      by: "leader",
      outcome: "ADOPTED",
      text: "不应当要。观察记录由观察员自己写，不得要求单位补材料、填表格。已提醒有关同志，今后再有这种情况请直接写在这里。",
    },
  },
  {
    key: "photos",
    kind: "SUGGESTION",
    from: "observer",
    ago: 6,
    body: "谈心谈话不方便拍照，表单里“没有照片的写一句理由”能不能对谈话默认带出，不用每次写。",
  },
  {
    key: "late",
    kind: "SUGGESTION",
    from: "observer2",
    ago: 24,
    body: "联系的两个单位相距四十多公里，半天跑一趟只能去一家。调整联系分工时建议把路程也考虑进去。",
  },
  {
    key: "manner",
    kind: "COMPLAINT",
    from: null,
    ago: 3,
    aboutUnit: "ZJ14",
    body: "观察员到村里走访时当着群众的面问干部之间谁干得好，大家都很为难。希望注意一下场合。",
  },
  {
    key: "calls",
    kind: "COMPLAINT",
    from: "admin",
    ago: 12,
    aboutObserver: "observer05",
    body: "有联络员反映，这名观察员晚上十点以后还打电话核对情况，请提醒一下。",
  },
];

export async function loadComplaints(client: ClientBase, world: World): Promise<void> {
  for (const one of COMPLAINTS) {
    const id = idOf(`complaint:${one.key}`);
    const filedOn = addDays(world.today, -one.ago);
    await client.query(
      `insert into complaints (id, kind, body, about_user_id, about_unit_id, sender_id, sender_mark, filed_on, due_on)
       values ($1, $2, $3, $4, $5, $6, $7, $8::date, add_working_days($8::date, deadline_days('COMPLAINT_ANSWER', $8::date)))`,
      [
        id,
        one.kind,
        one.body,
        one.aboutObserver ? userId(one.aboutObserver) : null,
        one.aboutUnit ? idOf(`unit:${one.aboutUnit}`) : null,
        one.from ? userId(one.from) : null,
        one.from ? null : hash("sha256", id, "buffer"),
        filedOn,
      ],
    );
    if (!one.answer) continue;
    await client.query(
      `update complaints set state = 'ANSWERED', outcome = $2, answer = $3, answered_by = $4,
              answered_at = (add_working_days($5::date, $6) || ' 16:20+08')::timestamptz where id = $1`,
      [id, one.answer.outcome, one.answer.text, userId(one.answer.by), filedOn, one.answer.after],
    );
  }
}
