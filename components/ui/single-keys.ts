/**
 * Who speaks to the computer or hits keys by accident switches the keys off that work alone (WCAG 2.1.4); the desk's
 * frame carries the choice. Keys with Ctrl, and arrows inside a list, stay.
 */
export const hasSingleKeys = (): boolean => document.documentElement.dataset.keys !== "off";
