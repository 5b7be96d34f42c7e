import { z } from "zod";
import {
  cadreFile,
  coverageAnswer,
  draftDiscarded,
  draftSaved,
  fieldKit,
  health,
  observationCreated,
  observationHandedOver,
  observationList,
  offlineKey,
  problem,
  searchAnswer,
  taskMembers,
  waitingNews,
} from "@/app/_shared/contract";
import { endpoint, json } from "@/app/_shared/endpoint";
import { displayInput } from "@/lib/accounts/schema";
import { coverageRange } from "@/lib/coverage/schema";
import { draftInput, observationInput, observationPage } from "@/lib/observations/schema";
import { sessionCookieName } from "@/lib/platform/request";
import { searchFilter } from "@/lib/search/schema";

const schemaOf = (schema: z.ZodType, io: "input" | "output" = "output") => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
};
const body = (schema: z.ZodType, io?: "input" | "output") => ({
  content: { "application/json": { schema: schemaOf(schema, io) } },
});
const refusals = Object.fromEntries(
  [400, 401, 403, 404, 409, 410, 413, 415, 422, 429].map((status) => [
    status,
    {
      description: "problem",
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  ]),
);
const header = (name: string) => ({ name, in: "header", required: true, schema: { type: "string" } });
const tusHeaders = [header("Tus-Resumable")];
const idInPath = [{ name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } }];
const query = (schema: z.ZodType) => {
  const { properties = {}, required = [] } = schemaOf(schema, "input") as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema: shape,
  }));
};

function document() {
  return {
    openapi: "3.1.0",
    info: { title: "一线观察员 /api/v1", version: "1" },
    components: {
      schemas: { Problem: schemaOf(problem) },
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: sessionCookieName() } },
    },
    security: [{ session: [] }],
    paths: {
      "/api/v1/health": {
        get: {
          security: [],
          responses: {
            200: { description: "ready", ...body(health) },
            503: { description: "not ready", ...body(health) },
          },
        },
      },
      "/api/v1/search": {
        get: {
          parameters: query(searchFilter.pick({ q: true })),
          responses: {
            200: { description: "grouped, as far as one may see", ...body(searchAnswer) },
            ...refusals,
          },
        },
        post: {
          description: "the same; what is sought stands in no address",
          requestBody: { required: true, ...body(searchFilter.pick({ q: true }), "input") },
          responses: {
            200: { description: "grouped, as far as one may see", ...body(searchAnswer) },
            ...refusals,
          },
        },
      },
      "/api/v1/observations": {
        get: {
          parameters: query(observationPage),
          responses: { 200: { description: "newest first", ...body(observationList) }, ...refusals },
        },
        post: {
          description: "id is made by the client and is the idempotency key",
          requestBody: { required: true, ...body(observationInput, "input") },
          responses: {
            201: { description: "stored", ...body(observationCreated) },
            202: {
              description: "received for the unit's present observer, who takes it in or declines it",
              ...body(observationHandedOver),
            },
            ...refusals,
          },
        },
      },
      "/api/v1/drafts/{id}": {
        put: {
          description:
            "names the version its text began from; 409 with the newer one where another device wrote meanwhile, 410 where it was submitted or discarded",
          parameters: idInPath,
          requestBody: { required: true, ...body(draftInput.omit({ id: true }), "input") },
          responses: { 200: { description: "saved", ...body(draftSaved) }, ...refusals },
        },
        delete: {
          parameters: idInPath,
          responses: { 200: { description: "discarded", ...body(draftDiscarded) }, ...refusals },
        },
      },
      "/api/v1/field/key": {
        get: {
          description: "never to be stored as bytes, cached or logged",
          responses: { 200: { description: "the person's key", ...body(offlineKey) }, ...refusals },
        },
      },
      "/api/v1/cadres/{id}": {
        get: {
          parameters: idInPath,
          responses: {
            200: { description: "the cadre's file as this viewer may see it", ...body(cadreFile) },
            ...refusals,
          },
        },
      },
      "/api/v1/cadres/{id}/document": {
        get: {
          description: "the file as 公文 (docx, or PDF by ?form=pdf), as of ?on=; leaves a line in the audit",
          parameters: idInPath,
          responses: {
            200: {
              description: "docx or PDF",
              content: {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document": {},
                "application/pdf": {},
              },
            },
            ...refusals,
          },
        },
      },
      "/api/v1/uploads": {
        options: { responses: { 204: { description: "what this server understands of tus 1.0.0" } } },
        post: {
          description:
            "tus 1.0.0, creation. Upload-Metadata: attachmentId as announced; entryId of what announced it (a record, an " +
            "entry handed over with its unit, a cadre's own request for correction until it is answered); " +
            "takenAt (ISO 8601) where known. 409 attachments.reason.textFirst before that has arrived, " +
            "attachments.reason.alreadyStored where the file is there already.",
          parameters: [...tusHeaders, header("Upload-Length"), header("Upload-Metadata")],
          responses: { 201: { description: "Location says where the bytes go" }, ...refusals },
        },
      },
      "/api/v1/uploads/{id}": {
        head: {
          parameters: [...idInPath, ...tusHeaders],
          responses: { 200: { description: "Upload-Offset says how much has arrived" } },
        },
        patch: {
          description: "with the last byte the file is checked and kept, or refused with its reason",
          parameters: [...idInPath, ...tusHeaders, header("Upload-Offset")],
          requestBody: { required: true, content: { "application/offset+octet-stream": {} } },
          responses: { 204: { description: "taken" }, ...refusals },
        },
        delete: {
          parameters: [...idInPath, ...tusHeaders],
          responses: { 204: { description: "given up" }, ...refusals },
        },
      },
      "/api/v1/attachments/{id}": {
        get: {
          parameters: [
            ...idInPath,
            { name: "size", in: "query", required: false, schema: { enum: ["thumb"] } },
          ],
          responses: { 200: { description: "the file, as an attachment" }, ...refusals },
        },
      },
      "/api/v1/review": {
        get: {
          responses: { 200: { description: "what waits for review", ...body(waitingNews) }, ...refusals },
        },
      },
      "/api/v1/field": {
        get: {
          description: "what a phone keeps for work without a network, of the viewer's units of today",
          parameters: [{ name: "If-None-Match", in: "header", schema: { type: "string" } }],
          responses: {
            200: { description: "the kit, with an ETag", ...body(fieldKit) },
            304: { description: "nothing has changed" },
            ...refusals,
          },
        },
      },
      "/api/v1/field/members": {
        get: {
          description:
            "who may be chosen for a central task in a unit, where the kit names the task without its members",
          parameters: ["unit", "task"].map((name) => ({
            name,
            in: "query",
            required: true,
            schema: { type: "string", format: "uuid" },
          })),
          responses: { 200: { description: "its members", ...body(taskMembers) }, ...refusals },
        },
      },
      "/api/v1/display": {
        put: {
          description: "language and size of text of this browser; the language of the account too",
          requestBody: { required: true, ...body(displayInput, "input") },
          responses: { 200: { description: "kept" }, ...refusals },
        },
      },
      "/api/v1/coverage": {
        get: {
          parameters: query(coverageRange),
          responses: { 200: { description: "whole months", ...body(coverageAnswer) }, ...refusals },
        },
      },
    },
  };
}

/** Made from the same zod schemas that check requests and tests. */
export const GET = endpoint("session", async () => json(document()));
