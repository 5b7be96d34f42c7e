/**
 * The demo world. Units carry the names of real public institutions; every person, event and number in it is
 * invented. The same `today` gives the same world.
 */
import type { Client } from "pg";
import { withoutSecondaryIndexes } from "../support/indexes";
import { inTransaction } from "../support/transaction";
import { loadAchievements } from "./achievements";
import { loadAppraisals } from "./appraisals";
import { loadAssignmentPlans } from "./assignment-plans";
import { loadCases } from "./cases";
import { loadClaimHistories } from "./claims";
import { loadComplaints } from "./complaints";
import { loadConcerns } from "./concerns";
import { loadConduct } from "./conduct";
import { loadCorrections } from "./corrections";
import { loadDrafts } from "./drafts";
import { loadEstablishment } from "./establishment";
import { loadHandovers } from "./handovers";
import { loadImports } from "./imports";
import { loadPeople } from "./load-people";
import { loadRecords } from "./load-records";
import { loadMeetings } from "./meetings";
import { generateObservations } from "./observations";
import { withParts } from "./parts";
import { storyPictures } from "./pictures";
import { loadPlans } from "./plans";
import type { DemoRecord } from "./record";
import { loadReports } from "./reports";
import { loadReviews } from "./reviews";
import { loadSheets } from "./sheets";
import { storyRecords } from "./story";
import { taskRecords } from "./task-records";
import { loadTolerance } from "./tolerance";
import { visitRecords } from "./visits";
import { createWorld } from "./world";

const sizes = { small: 600, city: 8_000 } as const;
export type Size = keyof typeof sizes | number;

/** Enough for the counts per cadre of the peers that were measured: about 2,000 cadres. */
const LARGE = 200_000;
const BATCH = 20_000;
/** As many records as a city writes in the time of the demo. */
const CITY = 10_000;

/** Returns false when a world was there already. Without a folder for files no record has any. */
export async function seedDemo(
  client: Client,
  size: Size,
  today: string,
  files: string | undefined,
): Promise<boolean> {
  const known = await client.query("select 1 from users limit 1");
  if (known.rowCount) {
    process.stdout.write("seed: there are people already; the demo world is left as it is\n");
    return false;
  }
  const count = typeof size === "number" ? size : sizes[size];
  const world = createWorld(today, count >= LARGE ? 21 : 10, Math.max(1, Math.round(count / CITY)));
  const pictures = files ? await storyPictures(files) : null;
  const people = async () => {
    await loadPeople(client, world);
    await loadSheets(client, world, today);
    await loadImports(client, world);
    await client.query(
      "analyze cadres, post_holdings, users, assignments, central_tasks, central_task_members, central_task_parties, central_task_observers",
    );
    await loadConduct(client, today);
    await loadAppraisals(client, today);
    const told = [...storyRecords(world), ...visitRecords(world), ...taskRecords(world)];
    await loadRecords(client, world, pictures?.withFiles(told) ?? told);
    await pictures?.store(client, told);
    await loadDrafts(client, world);
    await loadHandovers(client, world);
    await loadComplaints(client, world);
    await loadPlans(client, world);
    await loadAssignmentPlans(client, world);
  };
  if (count <= BATCH) {
    // all or nothing: "there are people already" then means a whole world
    await inTransaction(client, async () => {
      await people();
      await loadRecords(client, world, [...withParts(generateObservations(world, count), today)]);
      await loadAchievements(client, today, {
        promoted: world.promotions.map(({ cadre, decidedOn }) => ({ cadreId: cadre.id, decidedOn })),
      });
      await loadClaimHistories(client, today);
      await loadConcerns(client, today);
      await loadCorrections(client, today, files);
      await loadCases(client, world);
      await loadMeetings(client, world);
      await loadTolerance(client, world);
      await loadReports(client, today);
      await loadReviews(client, world);
      await loadEstablishment(client, today);
    });
    return true;
  }
  await inTransaction(client, people);
  await withoutSecondaryIndexes(client, ["observations", "observation_cadres"], async () => {
    for (const batch of batches(withParts(generateObservations(world, count), today))) {
      await inTransaction(client, () => loadRecords(client, world, batch));
    }
  });
  await client.query("analyze observations, observation_cadres");
  await inTransaction(client, async () => {
    await loadAchievements(client, today, { isLarge: true, openShare: world.openShare });
    await loadReviews(client, world);
    await loadEstablishment(client, today);
  });
  return true;
}

function* batches(records: Generator<DemoRecord>): Generator<DemoRecord[]> {
  let batch: DemoRecord[] = [];
  for (const record of records) {
    batch.push(record);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
