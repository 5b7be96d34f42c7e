/** `npm run build`: the built program in .data/app/, as `npm start` serves it. */
import { build } from "./support/build";
import { main } from "./support/say";

main(async () => {
  console.log(await build());
  return 0;
});
