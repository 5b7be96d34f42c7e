/** Files with 更正申请: announced, uploaded, read with the request, and as they were when it was answered. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { beginUpload, finishUpload } from "@/lib/attachments/commands";
import { getAttachment, listEvidence } from "@/lib/attachments/queries";
import {
  addCorrectionFiles,
  answerCorrection,
  askCorrection,
  dropCorrectionFile,
} from "@/lib/corrections/commands";
import { correctionBlocks } from "@/lib/corrections/paper/rules";
import { getCorrection } from "@/lib/corrections/queries";
import { read } from "@/lib/platform/db";
import { marksOf } from "@/lib/platform/marks";
import { recuseFromCandidate } from "@/lib/reviews/commands";
import { createCadre, createPerson, createUnit, type Person } from "@/tests/support/builders";
import { type Claim, createClaim } from "@/tests/support/claims";
import { type Announcement, announcementOf, PDF } from "@/tests/support/files";
import { asAppRole, owner } from "@/tests/support/owner";
import { createReview } from "@/tests/support/reviews";

type Scene = { claim: Claim; self: Person; office: Person; id: string; file: Announcement };
/** A cadre who asks, with one document announced. */
async function createScene(): Promise<Scene> {
  const claim = await createClaim();
  const self = await createPerson("CADRE", { cadreId: claim.cadre.id });
  const [id, file] = [randomUUID(), announcementOf(PDF, "验收单.pdf")];
  const asked = await askCorrection(self, {
    id,
    kind: "CORRECTION",
    about: "basics",
    body: "学历已经更新，附证书",
    files: JSON.stringify([file]),
  });
  expect(asked).toMatchObject({ ok: true });
  return { claim, self, office: await createPerson("REVIEWER", { clearance: 3 }), id, file };
}
const upload = async (person: { id: string }, entryId: string, file: Announcement, bytes = PDF) => {
  const begun = await beginUpload(person, { entryId, attachmentId: file.id, byteSize: bytes.length });
  return begun.ok ? finishUpload(person, begun.value.uploadId, async () => bytes) : begun;
};
const opens = (person: { id: string }, fileId: string): Promise<boolean> =>
  read(person, (db) => getAttachment(db, fileId)).then(
    () => true,
    () => false,
  );
const answer = (scene: Scene) =>
  answerCorrection(scene.office, { id: scene.id, outcome: "ACCEPTED", answer: "已核对证书原件" });
const asPerson = (person: { id: string }, text: string, values: unknown[]) =>
  asAppRole(async (client) => {
    await client.query("begin");
    await client.query("select * from enter($1)", [person.id]);
    const result = await client.query(text, values);
    await client.query("rollback");
    return result.rowCount;
  });

describe("files of a correction request", () => {
  it("arrive after the text, are read by who answers, stay with the answer and stand on paper", async () => {
    const scene = await createScene();
    const waiting = await read(scene.office, (db) => listEvidence(db, scene.id));
    expect(waiting).toMatchObject([{ id: scene.file.id, name: "验收单.pdf", arrivedAt: null }]);
    expect(await upload(scene.self, scene.id, scene.file)).toMatchObject({ ok: true });
    expect(await answer(scene)).toMatchObject({ ok: true });
    for (const person of [scene.self, scene.office]) {
      expect(await opens(person, scene.file.id)).toBe(true);
      const { files } = await read(person, (db) => getCorrection(db, scene.id));
      expect(files).toMatchObject([{ id: scene.file.id, hasArrived: true }]);
    }
    const request = await read(scene.office, (db) => getCorrection(db, scene.id));
    const blocks = correctionBlocks(
      [request],
      (key, values) => `${key}${JSON.stringify(values ?? {})}`,
      marksOf(false),
    );
    expect(JSON.stringify(blocks)).toContain("验收单.pdf");
  });

  it("are tried again after an upload that failed: other bytes are refused, the right ones taken, twice is once", async () => {
    const scene = await createScene();
    const other = Buffer.concat([PDF.subarray(0, -1), Buffer.from(" ")]);
    expect(await upload(scene.self, scene.id, scene.file, other)).toMatchObject({
      reason: "attachments.reason.otherBytes",
    });
    expect(await opens(scene.office, scene.file.id)).toBe(false);
    expect(await upload(scene.self, scene.id, scene.file)).toMatchObject({ ok: true });
    expect(await upload(scene.self, scene.id, scene.file)).toMatchObject({
      reason: "attachments.reason.alreadyStored",
    });
  });

  it("are nobody else's: another cadre, an observer, an administrator and whoever is recused open nothing", async () => {
    const scene = await createScene();
    expect(await upload(scene.self, scene.id, scene.file)).toMatchObject({ ok: true });
    const unit = await createUnit();
    const recused = await createPerson("REVIEWER", { clearance: 3 });
    expect(await opens(recused, scene.file.id)).toBe(true);
    const review = await createReview({ unit, cadres: [scene.claim.cadre, await createCadre(unit)] });
    const set = await recuseFromCandidate(review.leader, {
      id: randomUUID(),
      candidateId: review.candidateIds[0],
      userId: recused.id,
      kind: "COLLEAGUE",
      reason: "曾在同一科室共事",
    });
    expect(set).toMatchObject({ ok: true });
    const shut = [
      recused,
      await createPerson("CADRE", { cadreId: (await createCadre(unit)).id }),
      await createPerson("OBSERVER", { units: [scene.claim.unit] }),
      await createPerson("ADMIN"),
      await createPerson("LIAISON", { unitId: scene.claim.unit.id }),
    ];
    for (const person of shut) {
      expect(await opens(person, scene.file.id), person.id).toBe(false);
      expect(await asPerson(person, "select from correction_files where request_id = $1", [scene.id])).toBe(
        0,
      );
    }
    expect(await opens(await createPerson("LEADER", { clearance: 3 }), scene.file.id)).toBe(true);
    // nor does anybody put a file to another's request
    const stranger = shut[1] as Person;
    expect(await upload(stranger, scene.id, announcementOf(PDF))).toMatchObject({
      reason: "attachments.reason.textFirst",
    });
    expect(await addCorrectionFiles(stranger, { id: scene.id, files: [announcementOf(PDF)] })).toMatchObject({
      kind: "notFound",
    });
  });

  it("may be added and dropped while it is open, and neither once it is answered", async () => {
    const scene = await createScene();
    const more = announcementOf(PDF, "照片说明.pdf");
    const add = (file: Announcement) => addCorrectionFiles(scene.self, { id: scene.id, files: [file] });
    const drop = (file: Announcement) => dropCorrectionFile(scene.self, { id: scene.id, fileId: file.id });
    expect(await add(more)).toMatchObject({ ok: true });
    // the same form again
    expect(await add(more)).toMatchObject({ ok: true });
    expect(await upload(scene.self, scene.id, more)).toMatchObject({ ok: true });
    expect(await drop(more)).toMatchObject({ reason: "corrections.reason.fileArrived" });
    expect(await drop(scene.file)).toMatchObject({ ok: true });
    expect(await upload(scene.self, scene.id, scene.file)).toMatchObject({
      reason: "attachments.reason.notAnnounced",
    });
    const late = announcementOf(PDF, "来迟的.pdf");
    expect(await add(late)).toMatchObject({ ok: true });
    expect(await answer(scene)).toMatchObject({ ok: true });
    expect(await add(announcementOf(PDF))).toMatchObject({ reason: "corrections.reason.wrongState" });
    expect(await drop(late)).toMatchObject({ reason: "corrections.reason.wrongState" });
    expect(await upload(scene.self, scene.id, late)).toMatchObject({
      reason: "attachments.reason.notAnnounced",
    });
    const { files } = await read(scene.self, (db) => getCorrection(db, scene.id));
    expect(files.map(({ name, hasArrived }) => [name, hasArrived])).toEqual([
      ["照片说明.pdf", true],
      ["来迟的.pdf", false],
    ]);
  });

  it("are ten at most, none announced twice in one form or under another's number", async () => {
    const scene = await createScene();
    const many = Array.from({ length: 10 }, () => announcementOf(PDF));
    expect(await addCorrectionFiles(scene.self, { id: scene.id, files: "" })).toMatchObject({
      reason: "corrections.reason.noFiles",
    });
    expect(await addCorrectionFiles(scene.self, { id: scene.id, files: many })).toMatchObject({
      reason: "corrections.reason.mostFiles",
    });
    expect(await addCorrectionFiles(scene.self, { id: scene.id, files: [many[0], many[0]] })).toMatchObject({
      kind: "invalid",
    });
    const other = await createScene();
    expect(await addCorrectionFiles(scene.self, { id: scene.id, files: [other.file] })).toMatchObject({
      reason: "corrections.reason.fileTaken",
    });
  });

  it("come before an answer or not at all when both happen at once", async () => {
    const scene = await createScene();
    const more = announcementOf(PDF, "同时.pdf");
    const [added] = await Promise.all([
      addCorrectionFiles(scene.self, { id: scene.id, files: [more] }),
      answer(scene),
    ]);
    const { files, answer: text } = await read(scene.self, (db) => getCorrection(db, scene.id));
    expect(text).toBeTruthy();
    expect(files.some(({ id }) => id === more.id)).toBe(added.ok);
  });

  it("are rewritten or deleted by nobody, by direct SQL", async () => {
    const scene = await createScene();
    expect(await upload(scene.self, scene.id, scene.file)).toMatchObject({ ok: true });
    await expect(
      asPerson(scene.self, "update correction_files set file_name = 'x' where id = $1", [scene.file.id]),
    ).rejects.toThrow(/permission denied/);
    await expect(
      asPerson(scene.self, "update correction_files set dropped_at = now() where id = $1", [scene.file.id]),
    ).rejects.toThrow(/correction_files_arrived/);
    await expect(
      owner().query("update correction_files set byte_size = 1 where id = $1", [scene.file.id]),
    ).rejects.toThrow(/append_only/);
    await expect(
      owner().query("delete from correction_files where id = $1", [scene.file.id]),
    ).rejects.toThrow(/append_only/);
    const insert = `insert into correction_files (id, request_id, file_name, byte_size, sha256, capture_sha256)
      values (gen_random_uuid(), $1, 'x.pdf', 1, sha256('a'), sha256('a'))`;
    await expect(asPerson(scene.office, insert, [scene.id])).rejects.toThrow(/policy/);
    expect(await answer(scene)).toMatchObject({ ok: true });
    await expect(asPerson(scene.self, insert, [scene.id])).rejects.toThrow(/correction_files_open|policy/);
    await expect(owner().query(insert, [scene.id])).rejects.toThrow(/correction_files_open/);
  });
});
