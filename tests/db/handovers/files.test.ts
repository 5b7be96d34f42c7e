/** Photos of an entry that waits: they arrive when they can, and go where their text goes. */
import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { getAttachment, listEvidence } from "@/lib/attachments/queries";
import { settleHandover } from "@/lib/handovers/commands";
import { read } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import { createPerson, type Person } from "@/tests/support/builders";
import { type Announcement, announcementOf } from "@/tests/support/files";
import { handedOver } from "@/tests/support/handovers";

const announced = (): Announcement => announcementOf(Buffer.from(`photo ${randomUUID()}`));

/** As the upload's command stores it, once the file has arrived whole. */
const attach = (person: Person, entryId: string, file: Announcement) => {
  const name = randomBytes(16).toString("hex");
  return read(person, (db) =>
    db.rows(sql`
      insert into attachments (id, entry_id, owner_id, file_name, media_type, byte_size, sha256, upload_sha256,
        capture_sha256, storage_key)
      values (${file.id}::uuid, ${entryId}::uuid, ${person.id}::uuid, '现场.jpg', 'image/jpeg', 10, sha256('x'),
        decode(${file.sha256}, 'hex'), decode(${file.captureSha256}, 'hex'), ${`${name.slice(0, 2)}/${name}`})`),
  ).then(
    () => "stored",
    (error: Error) => error.message,
  );
};
const sees = (person: Person, id: string) =>
  read(person, (db) => getAttachment(db, id)).then(
    () => true,
    () => false,
  );

describe("files of a waiting hand-over", () => {
  it("arrive while it waits, and are seen by whoever reads the text", async () => {
    const file = announced();
    const { id, author, successor } = await handedOver({ evidence: [file] });
    expect(await attach(successor, id, file)).toMatch(/row-level security/);
    expect(await attach(author, id, announced())).toMatch(/row-level security/);
    expect(await attach(author, id, file)).toBe("stored");
    const readers: [Person, boolean][] = [
      [author, true],
      [successor, true],
      [await createPerson("REVIEWER"), true],
      [await createPerson("LEADER"), true],
      [await createPerson("ADMIN", { clearance: 3 }), false],
      [await createPerson("OBSERVER"), false],
    ];
    for (const [person, isReader] of readers) expect(await sees(person, file.id)).toBe(isReader);
    expect(await read(successor, (db) => listEvidence(db, id))).toMatchObject([
      { id: file.id, name: "现场.jpg", isEarlier: false },
    ]);
  });

  it("stay hidden with a negative remark of one source", async () => {
    const file = announced();
    const { id, author, successor } = await handedOver({ evidence: [file], polarity: "ATTENTION" });
    expect(await attach(author, id, file)).toBe("stored");
    expect(await sees(successor, file.id)).toBe(false);
    expect(await sees(await createPerson("LEADER", { clearance: 3 }), file.id)).toBe(false);
    expect(await sees(await createPerson("REVIEWER"), file.id)).toBe(true);
  });

  it("arrive after the entry was taken in as well, for the record", async () => {
    const file = announced();
    const { id, author, successor } = await handedOver({ evidence: [file] });
    await settleHandover(successor, { id, decision: "ADMIT" });
    expect(await attach(author, id, file)).toBe("stored");
    expect(await read(author, (db) => listEvidence(db, id))).toHaveLength(1);
    // submitted and not yet accepted: the author's and the department's
    expect(await sees(successor, file.id)).toBe(false);
  });
});
