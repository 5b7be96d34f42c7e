/** zod's issues as path and stable code, on the server and in forms; a schema may give its own code as the message. */
import type { z } from "zod";
import type { Issue } from "./result";

export function issuesOf(error: z.ZodError): Issue[] {
  return error.issues.map((issue) => {
    const params: Record<string, string | number> = {};
    if (issue.code === "too_big") params.maximum = Number(issue.maximum);
    if (issue.code === "too_small") params.minimum = Number(issue.minimum);
    if (issue.code === "custom" && typeof issue.params?.maximum === "number")
      params.maximum = issue.params.maximum;
    return { path: issue.path.map(String).join("."), code: codeOf(issue), params };
  });
}

const OWN_CODE = /^[a-z][A-Za-z]+$/;

function codeOf(issue: z.core.$ZodIssue): string {
  // a picker in which nothing is chosen sends an empty text
  if (issue.message === "notAnId" && issue.input === "") return "unchosen";
  if (OWN_CODE.test(issue.message)) return issue.message;
  if (issue.code === "too_small") return Number(issue.minimum) <= 1 ? "required" : "tooShort";
  if (issue.code === "too_big") return issue.origin === "string" ? "tooLong" : "tooLarge";
  if (issue.code === "invalid_type") return issue.input === undefined ? "required" : "wrongShape";
  if (issue.code === "invalid_value") return "notAnOption";
  if (issue.code === "unrecognized_keys") return "unknownField";
  return "wrongShape";
}
