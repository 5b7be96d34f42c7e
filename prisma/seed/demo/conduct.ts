/** 双十条 in the demo: placeholders as they come, two places reworded in the past, one wording still to begin. */
import type { ClientBase } from "pg";
import { addDays } from "../support/days";
import { idOf } from "../support/random";
import { userId } from "./users";

type Rewording = {
  code: string;
  /** days from the world's today to the first day of the new wording; negative for the past */
  from: number;
  text: string;
  textEn: string;
  reason: string;
};

const REWORDED: readonly Rewording[] = [
  {
    code: "positive_7",
    from: -120,
    text: "主动破题，遇到堵点到现场牵头协商，不等不推",
    textEn: "Takes the initiative: goes to the spot and brings the parties together where work is stuck",
    reason: "按部务会讨论意见，由占位示例改为正式表述。",
  },
  {
    code: "negative_4",
    from: -60,
    text: "文来文往、以会议落实会议，问题长期停在纸面",
    textEn: "Answers papers with papers and meetings with meetings while the matter stands still",
    reason: "与主动破题一条相对应，表述更具体。",
  },
  {
    code: "positive_3",
    from: 12,
    text: "算长远账，不为短期指标留后遗症",
    textEn: "Reckons with the long run and leaves no debts behind for a figure of the day",
    reason: "下月起与年度考核口径一致。",
  },
];

const first = (code: string): string => idOf(`conduct:${code}`);
const second = (code: string): string => idOf(`conduct:${code}:2`);

/** The wording of a place that was in force on a day. */
export function itemOn(code: string, day: string, today: string): string {
  const reworded = REWORDED.find((one) => one.code === code);
  return reworded && day >= addDays(today, reworded.from) ? second(code) : first(code);
}

/** Before the records, which cite the wording of their day. */
export async function loadConduct(client: ClientBase, today: string): Promise<void> {
  for (const { code, from, text, textEn, reason } of REWORDED) {
    const startsOn = addDays(today, from);
    await client.query(
      "update conduct_items set ends_on = $2, end_reason = $3, ended_by = $4 where id = $1",
      [first(code), addDays(startsOn, -1), reason, userId("admin")],
    );
    await client.query(
      `insert into conduct_items (id, code, list, position, text, text_en, is_sample, starts_on, reason, set_by, set_at)
       select $1, $2, list, position, $4, $5, false, $6, $7, $8, ($9::date + time '09:30') at time zone 'Asia/Shanghai'
       from conduct_items where id = $3`,
      [
        second(code),
        `${code}_2`,
        first(code),
        text,
        textEn,
        startsOn,
        reason,
        userId("admin"),
        addDays(startsOn < today ? startsOn : today, -3),
      ],
    );
  }
}
