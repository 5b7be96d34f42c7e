"use server";

import * as lists from "@/lib/lists/commands";
import { action } from "./action";

export const setListRule = action(lists.setListRule);
