"use server";

import * as transfers from "@/lib/transfers/commands";
import { action } from "./action";

export const handTransfer = action(transfers.handTransfer);
export const takeTransfer = action(transfers.takeTransfer);
export const askTransferBack = action(transfers.askTransferBack);
