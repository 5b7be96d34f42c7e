/** Logs carry identifiers and trace numbers, never personal text. */
import pino from "pino";

export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: undefined,
  redact: ["*.password", "*.fact", "*.judgement", "*.name", "req.headers.cookie"],
});
