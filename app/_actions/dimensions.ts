"use server";

import * as dimensions from "@/lib/dimensions/commands";
import { action } from "./action";

export const wordDimension = action(dimensions.wordDimension);
export const restoreDimension = action(dimensions.restoreDimension);
