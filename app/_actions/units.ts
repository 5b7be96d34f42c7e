"use server";

import * as establishment from "@/lib/units/establishment/commands";
import * as closing from "@/lib/units/register/closing/commands";
import * as units from "@/lib/units/register/commands";
import * as renames from "@/lib/units/register/renames/commands";
import { action } from "./action";

export const changeUnit = action(units.changeUnit);
export const openUnit = action(units.openUnit);
export const undoMerger = action(units.undoMerger);
export const undoClosing = action(closing.undoClosing);
export const cancelRename = action(renames.cancelRename);
export const closeUnit = action(units.closeUnit);
export const establishPosts = action(establishment.establishPosts);
