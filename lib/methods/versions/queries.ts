import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { MinimumScope, SourceClass } from "../rules";
import { parseFields } from "../schema";
import { type MethodContent, methodContent } from "./schema";

export type Version = {
  id: string;
  versionNo: number;
  sourceClass: SourceClass;
  minimumScope: MinimumScope;
  effectiveFrom: Day;
  publisherName: string | null;
  publishedAt: Date | null;
  reason: string;
  content: MethodContent;
};

type Stored = Omit<Version, "content"> & Omit<MethodContent, "fields"> & { fields: unknown };

/** In the order in which a form sends them, so that two contents can be compared as text. */
const contentOf = (stored: Stored): MethodContent => ({
  name: stored.name,
  nameEn: stored.nameEn,
  definition: stored.definition,
  definitionEn: stored.definitionEn,
  defaultConfidentiality: stored.defaultConfidentiality,
  isEvidenceAsked: stored.isEvidenceAsked,
  minimumCount: stored.minimumCount,
  minimumPeriod: stored.minimumPeriod,
  minimumText: stored.minimumText,
  isSample: stored.isSample,
  fields: parseFields(stored.fields),
});

/** All versions, the newest first: the one in force, those before, and what is to come. */
export async function listVersions(db: ScopedDb, methodId: string): Promise<Version[]> {
  const rows = await db.rows<Stored>(sql`
    select v.id, v.version_no as "versionNo", v.source_class as "sourceClass", v.minimum_scope as "minimumScope",
           v.effective_from::text as "effectiveFrom", u.name as "publisherName", v.published_at as "publishedAt", v.reason,
           v.name, v.name_en as "nameEn", v.definition, v.definition_en as "definitionEn",
           v.default_confidentiality as "defaultConfidentiality", v.is_evidence_asked as "isEvidenceAsked",
           v.minimum_count as "minimumCount", v.minimum_period as "minimumPeriod", v.minimum_text as "minimumText",
           v.is_sample as "isSample", v.fields
    from method_versions v left join users u on u.id = v.published_by
    where v.method_id = ${methodId}::uuid order by v.version_no desc`);
  if (rows.length === 0) throw new NotFound("method");
  return rows.map((stored) => {
    const { id, versionNo, sourceClass, minimumScope, effectiveFrom, publisherName, publishedAt, reason } =
      stored;
    const of = {
      id,
      versionNo,
      sourceClass,
      minimumScope,
      effectiveFrom,
      publisherName,
      publishedAt,
      reason,
    };
    return { ...of, content: contentOf(stored) };
  });
}

export const inForce = (versions: readonly Version[], today: Day): Version | undefined =>
  versions.find(({ effectiveFrom }) => effectiveFrom <= today);

export type MethodDraft = {
  content: MethodContent;
  basedOn: string;
  saverName: string;
  savedAt: Date;
  rowVersion: number;
};

/** Null where nothing is being worked on; `rowVersion` of the place then is `place`. */
export async function findMethodDraft(
  db: ScopedDb,
  methodId: string,
): Promise<{ draft: MethodDraft | null; place: number | null }> {
  const [found] = await db.rows<Omit<MethodDraft, "content"> & { content: unknown }>(sql`
    select d.content, d.based_on as "basedOn", u.name as "saverName", d.saved_at as "savedAt", d.row_version as "rowVersion"
    from method_drafts d join users u on u.id = d.saved_by where d.method_id = ${methodId}::uuid`);
  if (!found) return { draft: null, place: null };
  if (found.content === null) return { draft: null, place: found.rowVersion };
  return { draft: { ...found, content: methodContent.parse(found.content) }, place: found.rowVersion };
}

export async function getVersionOf(db: ScopedDb, versionId: string): Promise<{ methodId: string }> {
  const [found] = await db.rows<{ methodId: string }>(sql`
    select method_id as "methodId" from method_versions where id = ${versionId}::uuid`);
  if (!found) throw new NotFound("method version");
  return found;
}
