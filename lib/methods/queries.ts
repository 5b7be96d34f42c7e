import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { MinimumPeriod, MinimumScope, SourceClass } from "./rules";
import { type MethodCode, type MethodField, parseFields } from "./schema";

export type MethodVersion = {
  methodId: string;
  versionId: string;
  versionNo: number;
  code: MethodCode;
  position: number;
  name: string;
  nameEn: string;
  definition: string;
  definitionEn: string;
  sourceClass: SourceClass;
  /** 1 内部 2 限定 3 严控 */
  defaultConfidentiality: 1 | 2 | 3;
  isEvidenceAsked: boolean;
  /** records a unit and period; 0 where the minimum counts something else */
  minimumCount: number;
  minimumPeriod: MinimumPeriod;
  minimumScope: MinimumScope;
  minimumText: string;
  /** 示例: a proposal until the customer settles it */
  isSample: boolean;
  fields: MethodField[];
};

type StoredVersion = Omit<MethodVersion, "fields"> & { fields: unknown };

const columns = sql`
  v.method_id as "methodId", v.id as "versionId", v.version_no as "versionNo", m.code, m.position,
  v.name, v.name_en as "nameEn", v.definition, v.definition_en as "definitionEn",
  v.source_class as "sourceClass", v.default_confidentiality as "defaultConfidentiality",
  v.is_evidence_asked as "isEvidenceAsked", v.minimum_count as "minimumCount",
  v.minimum_period as "minimumPeriod", v.minimum_scope as "minimumScope", v.minimum_text as "minimumText",
  v.is_sample as "isSample", v.fields`;

/** Published versions never change, so each is checked once a process and not on every request. */
const checked = new Map<string, MethodField[]>();

/** The field list of a version, from whatever a query read it into. */
export function fieldsOf(versionId: string, stored: unknown): MethodField[] {
  let fields = checked.get(versionId);
  if (!fields) {
    fields = parseFields(stored);
    checked.set(versionId, fields);
  }
  return fields;
}

const withFields = (stored: StoredVersion): MethodVersion => ({
  ...stored,
  fields: fieldsOf(stored.versionId, stored.fields),
});

/** The version of each method that holds on that day ('yyyy-MM-dd'), in the order of the ten. */
export async function listCurrentMethods(db: ScopedDb, today: string): Promise<MethodVersion[]> {
  const versions = await db.rows<StoredVersion>(sql`
    select distinct on (m.position, m.id) ${columns}
    from method_versions v join methods m on m.id = v.method_id
    where v.effective_from <= ${today}::date
    order by m.position, m.id, v.version_no desc`);
  return versions.map(withFields);
}

/** The version a record was written in, current or not. */
export async function getMethodVersion(db: ScopedDb, versionId: string): Promise<MethodVersion> {
  const [version] = await db.rows<StoredVersion>(sql`
    select ${columns}
    from method_versions v join methods m on m.id = v.method_id
    where v.id = ${versionId}::uuid`);
  if (!version) throw new NotFound("method version");
  return withFields(version);
}
