"use server";

import * as methods from "@/lib/methods/versions/commands";
import { action } from "./action";

export const saveMethodDraft = action(methods.saveMethodDraft);
export const discardMethodDraft = action(methods.discardMethodDraft);
export const publishMethodVersion = action(methods.publishMethodVersion);
export const restoreMethodVersion = action(methods.restoreMethodVersion);
