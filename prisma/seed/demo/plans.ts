/** 会议安排 and 重点项目, as three liaisons entered them: over, coming, not open, changed once and withdrawn. */
import type { ClientBase } from "pg";
import { addDays, momentOf } from "../support/days";
import { insertRows } from "../support/insert";
import { idOf } from "../support/random";
import { userId } from "./users";
import type { World } from "./world";

/** Units of the demo's first observer. */
const UNITS = { ZJ14: "liaison", ZF15: "liaison4", GQ06: "liaison5" } as const;
type Code = keyof typeof UNITS;

type Meeting = {
  unit: Code;
  title: string;
  kind: string;
  /** days from the world's today; a weekend moves to the Monday after */
  in: number;
  minutes: number;
  place: string;
  isOpen?: boolean;
};
const MEETINGS: Meeting[] = [
  {
    unit: "ZJ14",
    title: "镇党委会（专题研究工业园用地）",
    kind: "PARTY_COMMITTEE",
    in: -12,
    minutes: 540,
    place: "三楼会议室",
  },
  { unit: "ZJ14", title: "镇党政办公会", kind: "OFFICE", in: 0, minutes: 870, place: "三楼会议室" },
  { unit: "ZJ14", title: "镇党委会", kind: "PARTY_COMMITTEE", in: 4, minutes: 540, place: "三楼会议室" },
  { unit: "ZJ14", title: "临时堆场推进专题会", kind: "SPECIAL", in: 6, minutes: 600, place: "工业园项目部" },
  {
    unit: "ZJ14",
    title: "年度民主生活会",
    kind: "DEMOCRATIC_LIFE",
    in: 18,
    minutes: 510,
    place: "三楼会议室",
  },
  {
    unit: "ZJ14",
    title: "干部人事专题会",
    kind: "PARTY_COMMITTEE",
    in: 11,
    minutes: 930,
    place: "二楼小会议室",
    isOpen: false,
  },
  { unit: "ZF15", title: "局党组会", kind: "PARTY_COMMITTEE", in: 3, minutes: 540, place: "五楼会议室" },
  { unit: "ZF15", title: "粮食生产工作例会", kind: "SPECIAL", in: 10, minutes: 840, place: "五楼会议室" },
  { unit: "GQ06", title: "集团总经理办公会", kind: "OFFICE", in: 5, minutes: 540, place: "集团本部十二楼" },
  { unit: "GQ06", title: "集团干部职工大会", kind: "STAFF", in: 24, minutes: 870, place: "一楼报告厅" },
];

type Project = {
  unit: Code;
  name: string;
  kind: string;
  from: number;
  until: number | null;
  lead: string;
  state: string;
};
const PROJECTS: Project[] = [
  {
    unit: "ZJ14",
    name: "工业园临时堆场",
    kind: "KEY",
    from: -150,
    until: 60,
    lead: "副镇长",
    state: "UNDERWAY",
  },
  {
    unit: "ZJ14",
    name: "老街雨污分流改造",
    kind: "LIVELIHOOD",
    from: -90,
    until: 120,
    lead: "村镇建设办",
    state: "UNDERWAY",
  },
  {
    unit: "ZJ14",
    name: "镇卫生院门诊楼",
    kind: "LIVELIHOOD",
    from: -400,
    until: -40,
    lead: "副镇长",
    state: "DONE",
  },
  {
    unit: "ZJ14",
    name: "“一件事”联办窗口",
    kind: "REFORM",
    from: 20,
    until: null,
    lead: "便民服务中心",
    state: "PLANNED",
  },
  {
    unit: "ZF15",
    name: "高标准农田改造提升",
    kind: "KEY",
    from: -200,
    until: 160,
    lead: "农田建设科",
    state: "UNDERWAY",
  },
  {
    unit: "GQ06",
    name: "安置房二期",
    kind: "KEY",
    from: -300,
    until: 200,
    lead: "项目二部",
    state: "PAUSED",
  },
];

export async function loadPlans(client: ClientBase, world: World): Promise<void> {
  const meetingId = (at: number) => idOf(`meeting:${at}`);
  await insertRows(
    client,
    "unit_meetings",
    {
      id: "uuid",
      unit_id: "uuid",
      title: "text",
      kind: "text",
      place: "text",
      starts_at: "timestamptz",
      is_open: "boolean",
      entered_by: "uuid",
    },
    MEETINGS.map((one, at) => ({
      id: meetingId(at),
      unit_id: idOf(`unit:${one.unit}`),
      title: one.title,
      kind: one.kind,
      place: one.place,
      starts_at: momentOf(weekdayFrom(addDays(world.today, one.in)), one.minutes),
      is_open: one.isOpen ?? true,
      entered_by: userId(UNITS[one.unit]),
    })),
  );
  await insertRows(
    client,
    "unit_projects",
    {
      id: "uuid",
      unit_id: "uuid",
      name: "text",
      kind: "text",
      starts_on: "date",
      ends_on: "date",
      lead: "text",
      state: "text",
      entered_by: "uuid",
    },
    PROJECTS.map((one, at) => ({
      id: idOf(`project:${at}`),
      unit_id: idOf(`unit:${one.unit}`),
      name: one.name,
      kind: one.kind,
      starts_on: addDays(world.today, one.from),
      ends_on: one.until === null ? null : addDays(world.today, one.until),
      lead: one.lead,
      state: one.state,
      entered_by: userId(UNITS[one.unit]),
    })),
  );
  // one moved to a larger room, one called off
  await client.query(
    "update unit_meetings set place = '一楼大会议室', row_version = row_version + 1 where id = $1",
    [meetingId(4)],
  );
  await client.query(
    "update unit_meetings set withdrawn_at = now(), row_version = row_version + 1 where id = $1",
    [meetingId(9)],
  );
}

/** A Saturday or Sunday moves to the Monday after. */
function weekdayFrom(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 6 ? addDays(day, 2) : weekday === 0 ? addDays(day, 1) : day;
}
