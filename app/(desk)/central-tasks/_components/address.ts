import { addressOf } from "@/components/ui/address";
import type { TaskFilter, TaskPageFilter } from "@/lib/central-tasks/schema";

/** The list with another choice; it starts anew, and the panel closes unless `over` opens it. */
export const tasksHref = (filter: TaskFilter, over: Partial<TaskFilter> = {}): string =>
  addressOf("/central-tasks", { ...filter, cursor: undefined, open: undefined }, over);

/** The page of a task on the same day; the panel closes unless `over` opens one. */
export const taskHref = (id: string, filter: TaskPageFilter, over: Partial<TaskPageFilter> = {}): string =>
  addressOf(`/central-tasks/${id}`, { on: filter.on }, over);
