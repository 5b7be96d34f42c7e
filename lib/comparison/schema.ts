import * as z from "zod";
import { addressDay } from "@/lib/platform/address";

export const COMPARED = { least: 2, most: 5 } as const;

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** `?cadres=a,b` or `?cadres=a&cadres=b`, as a form without script sends them. */
const compared = z.preprocess(
  (value) => [
    ...new Set(
      [value]
        .flat()
        .filter((one) => typeof one === "string")
        .flatMap((one) => one.toLowerCase().split(","))
        .filter(Boolean),
    ),
  ],
  z
    .array(z.uuid({ error: "notAnId" }))
    .min(COMPARED.least)
    .max(COMPARED.most),
);

export const comparisonFilter = z.object({
  /** none where they are too few, too many or no ids: the page then says how to choose */
  cadres: compared.catch([]),
  /** of a review; its name stands above the columns */
  position: optional(z.uuid()),
  on: optional(addressDay()),
  /** names of recorders come only when they are asked for */
  recorders: optional(z.literal("shown")),
});
export type ComparisonFilter = z.output<typeof comparisonFilter>;

/** On the list of cadres: who is ticked so far, on whatever page of it. */
export const pickedFilter = z.object({
  picked: z
    .string()
    .transform((text) => [...new Set(text.toLowerCase().split(",").filter(Boolean))])
    .pipe(z.array(z.uuid()).max(COMPARED.most))
    .catch([]),
});

export const EXPORT_FORMS = ["docx", "pdf", "xlsx"] as const;
export const exportInput = z.strictObject({
  cadres: compared,
  form: z.enum(EXPORT_FORMS),
  trace: z.string().regex(/^[0-9a-f]{12}$/),
});
