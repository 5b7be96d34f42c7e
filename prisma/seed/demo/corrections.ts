/** 更正申请 of the demo's cadre, in every state; the answers are somebody's who had no part in the result. */
import type { ClientBase } from "pg";
import { addDays } from "../support/days";
import { idOf } from "../support/random";
import { cadreId } from "./people";
import { keepPicture, scannedPaper } from "./pictures";
import { userId } from "./users";

type DemoRequest = {
  key: string;
  kind: "CORRECTION" | "REPLY";
  subject: "BASICS" | "POST" | "ACHIEVEMENT";
  ago: number;
  body: string;
  evidence?: [title: string, number: string, excerpt: string];
  files?: { name: string; isWaiting?: boolean }[];
  isTaken?: boolean;
  answer?: { ago: number; outcome: "ACCEPTED" | "PARTLY" | "REFUSED"; text: string };
  withdrawn?: string;
};

const REQUESTS: DemoRequest[] = [
  {
    key: "figure",
    kind: "CORRECTION",
    subject: "ACHIEVEMENT",
    ago: 30,
    body: "平整的面积请核对：验收单上写的是实测数，与这里的数有零头之差。",
    evidence: ["临时堆场平整验收单", "赤验〔2026〕3号", "经现场实测，平整面积以本单所附图纸为准。"],
    answer: {
      ago: 18,
      outcome: "PARTLY",
      text: "已调阅验收单。表述中的数字取自项目台账，两者口径不同，已在说明中注明；本人作用的认定不变。",
    },
  },
  {
    key: "part",
    kind: "REPLY",
    subject: "ACHIEVEMENT",
    ago: 2,
    body: "青苗补偿是村干部一户一户谈下来的，写我的作用时请把他们的工作也提一句。",
  },
  {
    key: "education",
    kind: "CORRECTION",
    subject: "BASICS",
    ago: 60,
    body: "在职研究生学历去年已经取得，档案里还是本科。",
    evidence: ["在职研究生毕业证书", "", ""],
    files: [{ name: "毕业证书（示意图）.jpg" }],
    answer: { ago: 48, outcome: "ACCEPTED", text: "已核对毕业证书原件，基本情况按规定程序更新。" },
  },
  {
    key: "post",
    kind: "CORRECTION",
    subject: "POST",
    ago: 10,
    body: "任职日期应当以任免文件的落款日期为准，比这里早四天。",
    evidence: ["关于干部任职的通知", "赤委干〔2024〕11号", ""],
    files: [{ name: "任职通知1（示意图）.jpg" }, { name: "任职通知2（示意图）.jpg", isWaiting: true }],
    isTaken: true,
  },
  {
    key: "late",
    kind: "CORRECTION",
    subject: "BASICS",
    ago: 35,
    body: "专长一栏写的是文秘，这几年做的都是工程项目，请更正。",
  },
  {
    key: "level",
    kind: "REPLY",
    subject: "POST",
    ago: 90,
    body: "兼任的河长职责没有写进任职，说明一下。",
    answer: { ago: 80, outcome: "REFUSED", text: "任职只记任免文件所列职务，河长属于工作分工，不列入任职。" },
  },
  {
    key: "back",
    kind: "CORRECTION",
    subject: "BASICS",
    ago: 20,
    body: "参加工作时间写错了一个月。",
    withdrawn: "翻了档案，原来写的是对的。",
  },
];

/** `folder` is the server's STORAGE_DIR; without one the papers are announced and no more. */
export async function loadCorrections(
  client: ClientBase,
  today: string,
  folder: string | undefined,
): Promise<void> {
  const cadre = cadreId("ZJ14:5");
  const { rows } = await client.query<{
    post: string | null;
    achievement: string | null;
    people: string[] | null;
  }>(
    `select (select id from post_holdings where cadre_id = $1 order by starts_on desc, id limit 1) as post, a.id as achievement,
            array[a.drafted_by, a.confirmed_by] as people
     from (select 1) one left join lateral (
       select a.id, a.drafted_by, a.confirmed_by from achievement_cadres l
       join achievements a on a.id = l.achievement_id and a.revision_no = l.revision_no
       where l.cadre_id = $1 and a.state = 'CORROBORATED' order by a.ends_on desc, a.id limit 1) a on true`,
    [cadre],
  );
  const { post = null, achievement = null, people = [] } = rows[0] ?? {};
  const answerer =
    ["reviewer3", "reviewer4", "reviewer2", "reviewer"].map(userId).find((id) => !people?.includes(id)) ??
    userId("reviewer");
  const at = (ago: number, clock: string): string => `${addDays(today, -ago)}T${clock}:00+08:00`;
  for (const one of REQUESTS) {
    const id = idOf(`correction:${one.key}`);
    const subject = one.subject === "ACHIEVEMENT" && !achievement ? "BASICS" : one.subject;
    const [title = "", number = "", excerpt = ""] = one.evidence ?? [];
    await client.query(
      `insert into correction_requests (id, cadre_id, kind, subject, post_holding_id, achievement_id, body, evidence_title,
         evidence_number, evidence_text, asked_by, asked_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        id,
        cadre,
        one.kind,
        subject,
        subject === "POST" ? post : null,
        subject === "ACHIEVEMENT" ? achievement : null,
        one.body,
        title,
        number,
        excerpt,
        userId("cadre"),
        at(one.ago, "20:15"),
      ],
    );
    for (const { name, isWaiting } of one.files ?? [])
      await attach(
        client,
        { requestId: id, name, announcedAt: at(one.ago, "20:15"), arrivedAt: at(one.ago, "20:17") },
        isWaiting ? undefined : folder,
      );
    if (one.isTaken)
      await client.query("update correction_requests set state = 'REVIEWING', taken_by = $2 where id = $1", [
        id,
        answerer,
      ]);
    if (one.answer)
      await client.query(
        `update correction_requests set state = 'ANSWERED', outcome = $2, answer = $3, answered_by = $4, answered_at = $5
         where id = $1`,
        [id, one.answer.outcome, one.answer.text, answerer, at(one.answer.ago, "11:20")],
      );
    if (one.withdrawn)
      await client.query(
        "update correction_requests set state = 'WITHDRAWN', withdraw_reason = $2 where id = $1",
        [id, one.withdrawn],
      );
  }
}

async function attach(
  client: ClientBase,
  of: { requestId: string; name: string; announcedAt: string; arrivedAt: string },
  folder: string | undefined,
): Promise<void> {
  const { file, bytes } = await scannedPaper(of.name);
  const hashes = [file.sha256, file.captureSha256];
  await client.query(
    `insert into correction_files (id, request_id, file_name, byte_size, sha256, capture_sha256, announced_at)
     values ($1, $2, $3, $4, decode($5, 'hex'), decode($6, 'hex'), $7)`,
    [file.id, of.requestId, file.name, file.size, ...hashes, of.announcedAt],
  );
  if (!folder) return;
  const key = await keepPicture(folder, file.id, bytes);
  await client.query(
    `insert into attachments (id, entry_id, owner_id, file_name, media_type, byte_size, sha256, upload_sha256, capture_sha256,
       storage_key, thumb_key, width, height, created_at)
     values ($1, $2, $3, $4, 'image/jpeg', $5, decode($6, 'hex'), decode($6, 'hex'), decode($7, 'hex'), $8, $9, 900, 1200, $10)`,
    [
      file.id,
      of.requestId,
      userId("cadre"),
      file.name,
      file.size,
      ...hashes,
      key,
      `${key}-thumb`,
      of.arrivedAt,
    ],
  );
}
