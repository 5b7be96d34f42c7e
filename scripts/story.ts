/**
 * `npm run story`: the story that the product is known for, twelve steps by four people in a browser, and nothing else;
 * leaves a picture of each step in .data/story.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { generateClient } from "./support/generate";
import { lifetime } from "./support/lifetime";
import { main, note } from "./support/say";
import { dataDir } from "./support/settings";
import { stopTestCluster } from "./support/test-database";
import { report } from "./support/test-report";
import { playwright } from "./support/test-suites";

main(async () => {
  const life = lifetime();
  life.onEnd(() => stopTestCluster());
  const { suite, close } = report(() => true);
  const pictures = join(dataDir, "story");
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  process.env.STORY_PICTURES = pictures;
  try {
    await generateClient();
    await suite("story", () => playwright(["tests/e2e/story.spec.ts"], life.onEnd));
    note(`每一步的图片在 ${pictures} A picture of each step lies there.`);
  } finally {
    await life.close();
  }
  return close();
});
