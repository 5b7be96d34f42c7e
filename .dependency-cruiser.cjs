/** Who may import whom (docs/architecture.md). Each ban says why; there is no list of exceptions. */
const domainFiles = "^lib/(?!platform/)";

module.exports = {
  forbidden: [
    {
      name: "no-circles",
      comment: "Data flows one way; a circle means two things are one.",
      severity: "error",
      from: {},
      to: { circular: true, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "schema-stays-pure",
      comment: "Schemas run in the browser, on the phone and in tests: no database, no framework, no Node.",
      severity: "error",
      from: { path: `${domainFiles}.*/schema\\.ts$` },
      to: {
        path: [
          "^lib/platform/(db|command|request|session|passwords|env|log|i18n)",
          "^generated/",
          "node_modules/(next|react|pg)/",
          "/(rules|queries|commands)\\.ts$",
        ],
      },
    },
    {
      name: "rules-stay-pure",
      comment: "Rules are decided from their arguments alone: no database, clock, settings or framework.",
      severity: "error",
      from: { path: `${domainFiles}.*/rules\\.ts$` },
      to: {
        path: [
          "^lib/platform/(db|command|request|session|passwords|env|log|i18n)",
          "^generated/",
          "node_modules/(next|react|pg)/",
          "/(queries|commands)\\.ts$",
        ],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "domain-knows-no-web",
      comment: "A domain can be read, tested and seeded alone.",
      severity: "error",
      from: { path: domainFiles },
      to: { path: ["node_modules/(next|next-auth|next-intl|react|react-dom)/", "^(app|components)/"] },
    },
    {
      name: "queries-do-not-write",
      comment: "Reading code that can write is no reading code.",
      severity: "error",
      from: { path: `${domainFiles}.*/queries\\.ts$` },
      to: { path: "/commands\\.ts$" },
    },
    {
      name: "commands-stay-apart",
      comment: "A command of one domain that calls another's would nest transactions and audit lines.",
      severity: "error",
      from: { path: "^lib/([^/]+)/.*commands\\.ts$" },
      to: { path: "^lib/.*commands\\.ts$", pathNot: "^lib/($1|platform)/" },
    },
    {
      name: "platform-knows-no-domain",
      comment: "The platform serves all domains and must not change with one.",
      severity: "error",
      from: { path: "^lib/platform/" },
      to: { path: ["^lib/(?!platform/)", "^(app|components)/"] },
    },
    {
      name: "kit-knows-no-domain",
      comment: "Buttons and charts outlive any domain.",
      severity: "error",
      from: { path: "^components/(ui|form|chart|layout)/" },
      to: { path: ["^lib/(?!platform/result)", "^app/"] },
    },
    {
      name: "pages-do-not-write",
      comment:
        "Pages read; writes go through actions and handlers, so that rights, audit and CSRF checks stand before each.",
      severity: "error",
      from: { path: "^(app/.*/(page|layout)\\.tsx|components/.*)$" },
      to: { path: ["/commands\\.ts$", "^generated/"] },
    },
    {
      name: "client-stays-light",
      comment: "The Prisma client and pg never reach code outside lib and the server's edges.",
      severity: "error",
      from: { path: "^(app|components)/" },
      to: { path: ["^generated/", "node_modules/pg/", "node_modules/@prisma/"] },
    },
    {
      name: "upstream-knows-nothing-downstream",
      comment:
        "units → cadres → assignments → recusals → methods, conduct, dimensions → central-tasks → observations → coverage, handovers, achievements, cases → meetings, tolerance, concerns, corrections → field",
      severity: "error",
      from: {
        path: "^lib/(calendar|units|cadres|assignments|recusals|methods|conduct|dimensions|central-tasks)/",
      },
      to: {
        path: "^lib/(observations|coverage|handovers|achievements|cases|meetings|tolerance|concerns|corrections|field)/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "concerns-and-corrections-lean-on-achievements",
      comment: "They cite records and results; neither knows what is said about it.",
      severity: "error",
      from: { path: "^lib/(observations|achievements)/" },
      to: { path: "^lib/(concerns|corrections)/" },
    },
    {
      name: "meetings-and-tolerance-lean-on-cases",
      comment: "A case is carried whether or not anybody meets or applies; it knows neither.",
      severity: "error",
      from: { path: "^lib/(observations|cases)/" },
      to: { path: "^lib/(meetings|tolerance)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "reviews-lean-on-all",
      comment: "A review puts together what is known of a cadre; none of it knows who is under review.",
      severity: "error",
      from: {
        path: "^lib/(calendar|units|cadres|assignments|recusals|methods|conduct|dimensions|central-tasks|observations|coverage|handovers|achievements|cases|meetings|tolerance|concerns|corrections|appraisals|field|roster)/",
      },
      to: { path: "^lib/reviews/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "roster-is-known-by-no-domain",
      comment:
        "Rosters and forms are put together from all that is known of a cadre; none of it knows of them.",
      severity: "error",
      from: { path: "^lib/(?!roster/)" },
      to: { path: "^lib/roster/" },
    },
    {
      name: "teams-are-known-by-no-domain",
      comment: "What is known of a unit is put together there; none of it knows of that.",
      severity: "error",
      from: { path: "^lib/(?!teams/)" },
      to: { path: "^lib/teams/" },
    },
    {
      name: "calibration-is-known-by-no-domain",
      comment: "It reads what observers wrote; nothing that is stored or shown of it leans on the estimate.",
      severity: "error",
      from: { path: "^lib/(?!calibration/)" },
      to: { path: "^lib/calibration/" },
    },
    {
      name: "boards-are-known-by-reports-alone",
      comment: "A board counts what the domains keep; reports may print it, and nothing leans on it.",
      severity: "error",
      from: { path: "^lib/(?!(boards|reports)/)" },
      to: { path: "^lib/boards/" },
    },
    {
      name: "search-is-known-by-no-domain",
      comment: "It looks into all of them; none of them looks into it.",
      severity: "error",
      from: { path: "^lib/(?!search/)" },
      to: { path: "^lib/search/" },
    },
    {
      name: "reports-stand-at-the-end",
      comment: "Reports are put together from what all domains know; none of them knows what is reported.",
      severity: "error",
      from: { path: "^lib/(?!reports/)" },
      to: { path: "^lib/reports/" },
    },
    {
      name: "comparisons-and-lists-stand-downstream",
      comment: "They put together what files say; no file knows that it is compared or listed.",
      severity: "error",
      from: { path: "^lib/(?!comparison/|lists/|reports/|boards/)" },
      to: { path: "^lib/(comparison|lists)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "field-stands-last",
      comment: "The phone's kit is put together from all domains; none of them knows of it.",
      severity: "error",
      from: { path: "^lib/(?!field/)" },
      to: { path: "^lib/field/" },
    },
  ],
  options: {
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(generated|node_modules|\\.next|prisma/seed)" },
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
      conditionNames: ["import", "require", "node", "default"],
    },
  },
};
