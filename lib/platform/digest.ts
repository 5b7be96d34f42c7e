/** SHA-256 for rules that must stay free of Node's own modules. */
import { createHash } from "node:crypto";

export const sha256Hex = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
