/**
 * `npm run seed -- [--world demo|reference] [--size small|city|<number>] [--today 2026-01-31]`
 * Reference (units, methods, lists) is what real use needs; without --world it is the one seeded.
 */
import { parseArgs } from "node:util";
import { ownerOf, withDatabase } from "./support/database";
import { generateClient } from "./support/generate";
import { Halt, main } from "./support/say";
import { seedNow } from "./support/seed";

main(async () => {
  const { values } = parseArgs({
    options: {
      world: { type: "string", default: "reference" },
      size: { type: "string" },
      today: { type: "string" },
    },
  });
  const { world, size, today } = values;
  if (world !== "demo" && world !== "reference")
    throw new Halt('--world 须为 demo 或 reference。 --world is "demo" or "reference".');
  if (size !== undefined && size !== "small" && size !== "city" && !/^\d+$/.test(size)) {
    throw new Halt('--size 须为 small、city 或数字。 --size is "small", "city" or a number.');
  }
  if (today !== undefined && !/^\d{4}-\d\d-\d\d$/.test(today))
    throw new Halt("--today 形如 2026-01-31。 --today looks like 2026-01-31.");
  await generateClient();
  return withDatabase("seed", async (database) => {
    await seedNow(
      { ownerUrl: ownerOf(database), appUrl: database.appUrl },
      {
        world,
        size: size === undefined || size === "small" || size === "city" ? size : Number(size),
        today,
      },
    );
    console.log("数据已就绪。 Seeded.");
    return 0;
  });
});
