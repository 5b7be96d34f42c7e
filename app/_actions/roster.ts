"use server";

import * as apply from "@/lib/roster/apply/commands";
import * as bulk from "@/lib/roster/bulk/commands";
import * as roster from "@/lib/roster/commands";
import * as facts from "@/lib/roster/facts/commands";
import * as posts from "@/lib/roster/posts/commands";
import { action } from "./action";

export const correctCell = action(roster.correctCell);
export const chooseCadre = action(roster.chooseCadre);
export const acceptLikely = action(roster.acceptLikely);
export const remapColumns = action(roster.remapColumns);
export const markLeaver = action(roster.markLeaver);
export const discardImport = action(roster.discardImport);
export const askConfirmation = action(apply.askConfirmation);
export const undoImport = action(apply.undoImport);
export const changeMany = action(bulk.changeMany);
export const correctPost = action(posts.correctPost);
export const enterCadre = action(facts.enterCadre);
export const changeCadreFacts = action(facts.changeCadreFacts);
