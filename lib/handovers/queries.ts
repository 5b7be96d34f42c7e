/** Hand-overs as a viewer may see them: that one waits is for more people than what it says (policies). */
import type { ConductItem } from "@/lib/conduct/queries";
import type { Dimension } from "@/lib/dimensions/schema";
import { getMethodVersion, type MethodVersion } from "@/lib/methods/queries";
import type { CadreLine } from "@/lib/observations/queries";
import { type AnswerNames, namesIn } from "@/lib/observations/record/queries";
import type { AnnouncedFile, Polarity } from "@/lib/observations/schema";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { HandoverFilter, HandoverState } from "./schema";

const PAGE_SIZE = 100;

export type HandoverRow = {
  id: string;
  unitId: string;
  unitName: string;
  authorId: string;
  authorName: string;
  /** day of the event */
  occurredOn: string;
  receivedAt: Date;
  state: HandoverState;
  settlerName: string | null;
  settledAt: Date | null;
  isReadable: boolean;
  isHeldAfterAll: boolean;
  /** with the text only: null for those who may not read it */
  methodName: string | null;
  methodNameEn: string | null;
  /** taken in, and the viewer may open the record */
  isRecordVisible: boolean;
};

const columns = sql`
  h.id, h.unit_id as "unitId", u.short_name as "unitName", h.author_id as "authorId", a.name as "authorName",
  h.occurred_on::text as "occurredOn", h.received_at as "receivedAt", h.state, s.name as "settlerName",
  h.settled_at as "settledAt", b.handover_id is not null as "isReadable",
  h.state = 'WAITING' and observer_held_unit(h.author_id, h.unit_id, h.occurred_on) as "isHeldAfterAll",
  v.name as "methodName", v.name_en as "methodNameEn",
  exists (select 1 from observations o where o.id = h.id) as "isRecordVisible"`;
const joins = sql`
  join units u on u.id = h.unit_id
  join users a on a.id = h.author_id
  left join users s on s.id = h.settled_by
  left join handover_bodies b on b.handover_id = h.id
  left join method_versions v on v.id = b.method_version_id`;

/** Waiting: the longest first. Settled: the latest first. */
export const listHandovers = (db: ScopedDb, state: HandoverFilter["state"]): Promise<HandoverRow[]> =>
  state === "waiting"
    ? db.rows<HandoverRow>(sql`
        select ${columns} from handovers h ${joins}
        where h.state = 'WAITING' order by h.received_at, h.id limit ${PAGE_SIZE}::int`)
    : db.rows<HandoverRow>(sql`
        select ${columns} from handovers h ${joins}
        where h.state <> 'WAITING' order by h.settled_at desc, h.id limit ${PAGE_SIZE}::int`);

/** What waits for this person: to be settled, or for an administrator to see whether an assignment is wrong. */
export async function countWaitingHandovers(db: ScopedDb): Promise<number> {
  const [found] = await db.rows<{ count: number }>(sql`
    select count(*)::int as count from handovers h
    where h.state = 'WAITING' and (viewer_is('ADMIN') or viewer_settles_handover(h.id))`);
  return found?.count ?? 0;
}

export type HandoverContent = {
  startedAt: string;
  endedAt: string;
  place: string;
  fact: string;
  judgement: string;
  dimensions: Dimension[];
  polarity: Polarity;
  confidentiality: 1 | 2 | 3;
  details: Record<string, unknown>;
  evidenceNote: string;
  evidence?: AnnouncedFile[];
  followUps: { title: string; dueOn?: string }[];
};
export type HandoverText = {
  content: HandoverContent;
  /** without a post where the cadre held none there that day: such a line cannot be taken in */
  cadres: (Omit<CadreLine, "postTitle" | "unitId" | "unitName"> & {
    postTitle: string | null;
    unitId: string | null;
    unitName: string | null;
  })[];
  conductItems: ConductItem[];
  secondObserverName: string | null;
  centralTaskName: string | null;
  settleReason: string;
  method: MethodVersion;
  names: AnswerNames;
};
export type HandoverPage = HandoverRow & { text: HandoverText | null };

type StoredText = Omit<HandoverText, "method" | "names"> & { methodVersionId: string };

/** One hand-over; its text where the viewer may read it. */
export async function findHandover(db: ScopedDb, id: string): Promise<HandoverPage | null> {
  const [row] = await db.rows<HandoverRow>(sql`
    select ${columns} from handovers h ${joins} where h.id = ${id}::uuid`);
  if (!row) return null;
  const [stored] = await db.rows<StoredText>(sql`
    select b.body as content, b.settle_reason as "settleReason", b.method_version_id as "methodVersionId",
           (select coalesce(json_agg(json_build_object('id', i.id, 'list', i.list, 'position', i.position, 'text', i.text,
                     'textEn', i.text_en, 'isSample', i.is_sample) order by i.list desc, i.position), '[]')
            from conduct_items i where b.body -> 'conductItemIds' ? i.id::text) as "conductItems",
           p.name as "secondObserverName", t.name as "centralTaskName",
           (select coalesce(json_agg(json_build_object('cadreId', l.cadre_id, 'name', l.name, 'roleInEvent', l.role_in_event,
                     'details', l.details, 'postTitle', l.post_title, 'unitId', l.unit_id, 'unitName', lu.short_name)
                   order by l.position), '[]')
            from handover_cadres(b.handover_id) l left join units lu on lu.id = l.unit_id) as cadres
    from handover_bodies b
    left join users p on p.id = (b.body ->> 'secondObserverId')::uuid
    left join central_tasks t on t.id = (b.body ->> 'centralTaskId')::uuid
    where b.handover_id = ${id}::uuid`);
  if (!stored) return { ...row, text: null };
  const { methodVersionId, ...text } = stored;
  const method = await getMethodVersion(db, methodVersionId);
  const names = await namesIn(db, [text.content.details, text.cadres.map((line) => line.details)]);
  return { ...row, text: { ...text, method, names } };
}
