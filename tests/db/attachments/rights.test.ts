/** Who sees a file, its time of shooting, and who may add one: by the queries, and by SQL as an intruder sends it. */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { getAttachment, listEvidence } from "@/lib/attachments/queries";
import { read } from "@/lib/platform/db";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  type Person,
} from "@/tests/support/builders";
import { type Announcement, announcementOf } from "@/tests/support/files";
import { asAppRole, owner } from "@/tests/support/owner";

async function scene(over: Parameters<typeof createObservation>[2] = {}) {
  const unit = await createUnit();
  const author = await createPerson("OBSERVER", { units: [unit] });
  const file = announcementOf(Buffer.from(`photo ${randomUUID()}`));
  const record = await createObservation(author, unit, { evidence: [file], ...over });
  return { unit, author, file, record };
}

const key = () => {
  const name = randomBytes(16).toString("hex");
  return `${name.slice(0, 2)}/${name}`;
};
const hash = (text: string) => createHash("sha256").update(text).digest("hex");

type Row = {
  id: string;
  entry: string;
  ownerId: string;
  upload: string;
  capture: string;
  storageKey?: string;
};
const insertion = ({ id, entry, ownerId, upload, capture, storageKey = key() }: Row): [string, unknown[]] => [
  `insert into attachments (id, entry_id, owner_id, file_name, media_type, byte_size, sha256, upload_sha256,
     capture_sha256, storage_key) values ($1, $2, $3, 'a.jpg', 'image/jpeg', 10, sha256('x'), decode($4, 'hex'),
     decode($5, 'hex'), $6)`,
  [id, entry, ownerId, upload, capture, storageKey],
];
const rowOf = (author: Person, entry: string, file: Announcement): Row => ({
  id: file.id,
  entry,
  ownerId: author.id,
  upload: file.sha256,
  capture: file.captureSha256,
});

/** Stored behind the policies, with a time of shooting. */
async function store(author: Person, entry: string, file: Announcement): Promise<void> {
  await owner().query(...insertion(rowOf(author, entry, file)));
  await owner().query("insert into attachment_origins (attachment_id, taken_at) values ($1, now())", [
    file.id,
  ]);
}

/** The statements under this person, rolled back; the last one's count, or the error. */
const as = (person: { id: string }, ...statements: [string, unknown[]?][]): Promise<number | string> =>
  asAppRole(async (client) => {
    await client.query("begin");
    try {
      await client.query("select 1 from enter($1::uuid)", [person.id]);
      let count = 0;
      for (const [text, values] of statements) count = (await client.query(text, values)).rowCount ?? 0;
      return count;
    } catch (error) {
      return (error as Error).message;
    } finally {
      await client.query("rollback");
    }
  });
const sees = async (person: Person, id: string) =>
  await read(person, (db) => getAttachment(db, id)).then(
    () => true,
    () => false,
  );
const seesTime = async (person: Person, id: string) =>
  (await as(person, ["select from attachment_origins where attachment_id = $1", [id]])) === 1;

describe("a file is seen", () => {
  it("by whoever sees its record, its time of shooting by author and reviewers only", async () => {
    const { unit, author, file, record } = await scene({ confidentiality: 2, state: "ACCEPTED" });
    await store(author, record.id, file);
    const people: [Person, boolean, boolean][] = [
      [author, true, true],
      [await createPerson("OBSERVER", { units: [unit] }), false, false],
      [await createPerson("OBSERVER"), false, false],
      [await createPerson("REVIEWER", { clearance: 1 }), false, false],
      [await createPerson("REVIEWER", { clearance: 2 }), true, true],
      [await createPerson("LEADER", { clearance: 3 }), true, false],
      [await createPerson("ADMIN", { clearance: 3 }), false, false],
      [await createPerson("SYSADMIN", { clearance: 3 }), false, false],
      [await createPerson("SECADMIN", { clearance: 3 }), false, false],
      [await createPerson("AUDITOR", { clearance: 3 }), false, false],
      [await createPerson("LIAISON", { unitId: unit.id, clearance: 3 }), false, false],
    ];
    for (const [position, [person, file_, time]] of people.entries()) {
      expect([await sees(person, file.id), await seesTime(person, file.id)], `${position}`).toEqual([
        file_,
        time,
      ]);
    }
  });

  it("by colleagues of the unit once an internal record is accepted, without its time", async () => {
    const { unit, author, file, record } = await scene({ confidentiality: 1, state: "ACCEPTED" });
    await store(author, record.id, file);
    const colleague = await createPerson("OBSERVER", { units: [unit] });
    expect([await sees(colleague, file.id), await seesTime(colleague, file.id)]).toEqual([true, false]);
    const [shown] = await read(colleague, (db) => listEvidence(db, record.id));
    expect(shown).toMatchObject({ id: file.id, takenAt: null, isEarlier: false });
    expect(shown?.arrivedAt).not.toBeNull();
  });

  it("not by a leader on a negative remark of one source, and by nobody about themselves", async () => {
    const { unit, author, file, record } = await scene({ polarity: "ATTENTION", confidentiality: 1 });
    await store(author, record.id, file);
    expect(await sees(await createPerson("LEADER", { clearance: 3 }), file.id)).toBe(false);
    expect(await sees(await createPerson("REVIEWER", { clearance: 3 }), file.id)).toBe(true);

    const cadre = await createCadre(unit);
    const other = announcementOf(Buffer.from("second"));
    const about = await createObservation(author, unit, { cadres: [cadre], evidence: [other] });
    await store(author, about.id, other);
    const self = await createPerson("REVIEWER", { clearance: 3, cadreId: cadre.id });
    expect([await sees(self, other.id), await seesTime(self, other.id)]).toEqual([false, false]);
  });

  it("after a revision that dropped it only by those who read the earlier one", async () => {
    const { unit, author, file, record } = await scene({ confidentiality: 2, state: "RETURNED" });
    await store(author, record.id, file);
    await owner().query(
      `with second as (
         insert into observation_revisions (observation_id, revision_no, author_id, content)
         values ($1, 2, $2, '{"confidentiality":1,"polarity":"POSITIVE"}'))
       update observations set state = 'SUBMITTED', revision_no = 2, confidentiality = 1, evidence = '[]' where id = $1`,
      [record.id, author.id],
    );
    const low = await createPerson("REVIEWER", { clearance: 1 });
    const high = await createPerson("REVIEWER", { clearance: 2 });
    const colleague = await createPerson("OBSERVER", { units: [unit] });
    expect(await sees(low, file.id)).toBe(false);
    expect(await sees(colleague, file.id)).toBe(false);
    expect(await sees(high, file.id)).toBe(true);
    expect(await sees(author, file.id)).toBe(true);
    expect((await read(author, (db) => listEvidence(db, record.id)))[0]).toMatchObject({ isEarlier: true });
  });

  it("as under way until it has arrived", async () => {
    const { author, file, record } = await scene();
    expect(await read(author, (db) => listEvidence(db, record.id))).toEqual([
      expect.objectContaining({
        id: file.id,
        name: file.name,
        byteSize: file.size,
        arrivedAt: null,
        hasThumb: false,
      }),
    ]);
  });
});

describe("a file is added", () => {
  it("by the record's author, as announced; in nobody else's name, with no other id, hash or entry", async () => {
    const { unit, author, file, record } = await scene();
    const colleague = await createPerson("OBSERVER", { units: [unit] });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const row = rowOf(author, record.id, file);
    expect(await as(author, insertion(row))).toBe(1);

    const { record: foreign, file: foreignFile } = await scene();
    const attempts: [string, Person, Partial<Row>][] = [
      ["in another's name", author, { ownerId: colleague.id }],
      ["by a colleague", colleague, { ownerId: colleague.id }],
      ["by a colleague in the author's name", colleague, {}],
      ["by a reviewer", reviewer, { ownerId: reviewer.id }],
      ["under an id that was not announced", author, { id: randomUUID() }],
      ["with other bytes", author, { upload: hash("other") }],
      ["with another original", author, { capture: hash("other") }],
      ["to another's record", author, { entry: foreign.id }],
      ["to another's record, as announced there", author, { ...rowOf(author, foreign.id, foreignFile) }],
      ["to no record", author, { entry: randomUUID() }],
    ];
    for (const [label, person, over] of attempts) {
      expect(await as(person, insertion({ ...row, ...over })), label).toMatch(/row-level security/);
    }
    expect(await as(author, insertion({ ...row, storageKey: "../../../etc/passwd" }))).toMatch(
      /attachments_key_form/,
    );
  });

  it("once under its id, and never changed or taken away", async () => {
    const { author, file, record } = await scene();
    const row = rowOf(author, record.id, file);
    expect(await as(author, insertion(row), insertion(row))).toMatch(/attachments_pkey/);
    await store(author, record.id, file);
    for (const verb of [
      "update attachments set byte_size = 1",
      "delete from attachments",
      "update attachment_origins set taken_at = now()",
    ]) {
      expect(await as(author, [verb]), verb).toMatch(/permission denied/);
    }
    await expect(owner().query("delete from attachments where id = $1", [file.id])).rejects.toThrow(
      /append_only/,
    );
    // a time of shooting comes with the file or never
    const late = announcementOf(Buffer.from("late"));
    const { id: entry } = await createObservation(author, await createUnit(), { evidence: [late] });
    await owner().query(...insertion(rowOf(author, entry, late)));
    const time: [string, unknown[]] = ["insert into attachment_origins values ($1, now())", [late.id]];
    expect(await as(author, time)).toMatch(/row-level security/);
  });

  it("and an upload is begun in one's own name, counted as of now, and not taken away", async () => {
    const { author, file, record } = await scene();
    const colleague = await createPerson("OBSERVER");
    const begin = (person: Person, columns = "", values = ""): [string, unknown[]] => [
      `insert into attachment_uploads (owner_id, entry_id, attachment_id, byte_size${columns}) values ($1, $2, $3, 10${values})`,
      [person.id, record.id, file.id],
    ];
    expect(await as(author, begin(author))).toBe(1);
    expect(await as(author, begin(colleague))).toMatch(/row-level security/);
    expect(await as(author, begin(author, ", created_at", ", now() - interval '2 hours'"))).toMatch(
      /permission denied/,
    );
    expect(await as(author, ["delete from attachment_uploads"])).toMatch(/permission denied/);
    await owner().query(...begin(author));
    expect(await as(colleague, ["select from attachment_uploads where owner_id = $1", [author.id]])).toBe(0);
  });
});
