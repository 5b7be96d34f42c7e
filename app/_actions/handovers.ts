"use server";

import { settleHandover } from "@/lib/handovers/commands";
import { action } from "./action";

export const settle = action(settleHandover);
