/** Logs carry identifiers and trace numbers, never personal text. */
import pino from "pino";
import { toldOf } from "./database-error";

export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: undefined,
  serializers: { err: toldOf },
  redact: ["*.password", "*.fact", "*.judgement", "*.name", "req.headers.cookie"],
});
