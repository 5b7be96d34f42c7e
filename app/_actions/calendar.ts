"use server";

import * as calendar from "@/lib/calendar/commands";
import { action } from "./action";

export const arrangeDays = action(calendar.arrangeDays);
export const removeCalendarDay = action(calendar.removeCalendarDay);
export const setDeadline = action(calendar.setDeadline);
export const setLimit = action(calendar.setLimit);
