-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "account" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "unit_id" UUID,
    "cadre_id" UUID,
    "clearance" SMALLINT NOT NULL DEFAULT 1,
    "locale" TEXT NOT NULL DEFAULT 'zh-CN',
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_roles" (
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "granted_by" UUID,
    "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "user_roles_pkey" PRIMARY KEY ("user_id","role")
);

-- CreateTable
CREATE TABLE "credentials" (
    "user_id" UUID NOT NULL,
    "password_hash" TEXT NOT NULL,
    "must_change" BOOLEAN NOT NULL DEFAULT true,
    "password_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credentials_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "sign_in_attempts" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "account" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "token_hash" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "address" TEXT NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignments" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "observer_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "reason" TEXT NOT NULL,
    "end_reason" TEXT,
    "made_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "assignments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recusal_declarations" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "observer_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "cadre_id" UUID,
    "kind" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "worked_until" DATE,
    "declared_on" DATE NOT NULL,
    "ends_on" DATE,
    "reviewed_by" UUID,

    CONSTRAINT "recusal_declarations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recusal_overrides" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "observer_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "granted_by" UUID NOT NULL,
    "granted_on" DATE NOT NULL,
    "expires_on" DATE NOT NULL,

    CONSTRAINT "recusal_overrides_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "prev_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "id" SMALLINT NOT NULL DEFAULT 1,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "read_logs" (
    "id" BIGSERIAL NOT NULL,
    "viewer_id" UUID NOT NULL,
    "cadre_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "read_logs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cadres" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "pinyin" TEXT NOT NULL,
    "initials" TEXT NOT NULL,
    "gender" TEXT NOT NULL,
    "born_on" DATE NOT NULL,
    "ethnicity" TEXT NOT NULL,
    "native_place" TEXT NOT NULL,
    "joined_party_on" DATE,
    "started_work_on" DATE,
    "education" TEXT NOT NULL,
    "speciality" TEXT,
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "cadres_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "post_holdings" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "cadre_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "tier" TEXT NOT NULL,
    "is_primary" BOOLEAN NOT NULL DEFAULT true,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "post_holdings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "central_tasks" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "is_main_battlefield" BOOLEAN NOT NULL,
    "lead_unit_id" UUID NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "central_tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "central_task_members" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "task_id" UUID NOT NULL,
    "cadre_id" UUID NOT NULL,
    "post" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "central_task_members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "methods" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "code" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "methods_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "method_versions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "method_id" UUID NOT NULL,
    "version_no" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "definition_en" TEXT NOT NULL,
    "source_class" TEXT NOT NULL,
    "default_confidentiality" SMALLINT NOT NULL,
    "is_evidence_asked" BOOLEAN NOT NULL,
    "minimum_count" INTEGER NOT NULL,
    "minimum_period" TEXT NOT NULL,
    "minimum_scope" TEXT NOT NULL,
    "minimum_text" TEXT NOT NULL,
    "is_sample" BOOLEAN NOT NULL,
    "fields" JSONB NOT NULL,
    "effective_from" DATE NOT NULL,

    CONSTRAINT "method_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "observation_drafts" (
    "id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "unit_id" UUID,
    "method_id" UUID,
    "content" JSONB NOT NULL,
    "observation_id" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "observation_drafts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "observations" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "observer_id" UUID NOT NULL,
    "second_observer_id" UUID,
    "method_id" UUID NOT NULL,
    "method_version_id" UUID NOT NULL,
    "central_task_id" UUID,
    "started_at" TIMESTAMPTZ(0) NOT NULL,
    "ended_at" TIMESTAMPTZ(0) NOT NULL,
    "place" TEXT NOT NULL,
    "fact" TEXT NOT NULL,
    "judgement" TEXT NOT NULL DEFAULT '',
    "dimensions" TEXT[],
    "polarity" TEXT NOT NULL,
    "confidentiality" SMALLINT NOT NULL,
    "details" JSONB NOT NULL,
    "evidence_note" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL,
    "revision_no" INTEGER NOT NULL DEFAULT 1,
    "is_corroborated" BOOLEAN NOT NULL DEFAULT false,
    "is_guarded" BOOLEAN,
    "cadre_names" TEXT NOT NULL DEFAULT '',
    "search_text" TEXT,
    "body_hash" BYTEA NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "observations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "observation_revisions" (
    "observation_id" UUID NOT NULL,
    "revision_no" INTEGER NOT NULL,
    "author_id" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "observation_revisions_pkey" PRIMARY KEY ("observation_id","revision_no")
);

-- CreateTable
CREATE TABLE "observation_cadres" (
    "observation_id" UUID NOT NULL,
    "revision_no" INTEGER NOT NULL,
    "cadre_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "role_in_event" TEXT NOT NULL DEFAULT '',
    "details" JSONB NOT NULL DEFAULT '{}',
    "unit_id" UUID NOT NULL,
    "post_title" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "observation_cadres_pkey" PRIMARY KEY ("observation_id","revision_no","cadre_id")
);

-- CreateTable
CREATE TABLE "observation_reviews" (
    "observation_id" UUID NOT NULL,
    "revision_no" INTEGER NOT NULL,
    "reviewer_id" UUID NOT NULL,
    "decision" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "observation_reviews_pkey" PRIMARY KEY ("observation_id","revision_no")
);

-- CreateTable
CREATE TABLE "attachments" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "observation_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "byte_size" INTEGER NOT NULL,
    "sha256" BYTEA NOT NULL,
    "storage_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "attachments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "follow_ups" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "observation_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "due_on" DATE,
    "done_at" TIMESTAMPTZ(3),
    "outcome" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "follow_ups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "observation_counts" (
    "unit_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "method_id" UUID NOT NULL,
    "confidentiality" SMALLINT NOT NULL,
    "is_guarded" BOOLEAN NOT NULL,
    "records" INTEGER NOT NULL,

    CONSTRAINT "observation_counts_pkey" PRIMARY KEY ("unit_id","month","method_id","confidentiality","is_guarded")
);

-- CreateTable
CREATE TABLE "units" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "initials" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "is_verified" BOOLEAN NOT NULL DEFAULT true,
    "starts_on" DATE,
    "ends_on" DATE,

    CONSTRAINT "units_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_account_key" ON "users"("account");

-- CreateIndex
CREATE UNIQUE INDEX "users_cadre_id_key" ON "users"("cadre_id");

-- CreateIndex
CREATE INDEX "sign_in_attempts_account_address_at_idx" ON "sign_in_attempts"("account", "address", "at");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_hash_key" ON "sessions"("token_hash");

-- CreateIndex
CREATE INDEX "sessions_user_id_ended_at_idx" ON "sessions"("user_id", "ended_at");

-- CreateIndex
CREATE INDEX "assignments_unit_id_starts_on_idx" ON "assignments"("unit_id", "starts_on");

-- CreateIndex
CREATE INDEX "assignments_observer_id_starts_on_idx" ON "assignments"("observer_id", "starts_on");

-- CreateIndex
CREATE INDEX "recusal_declarations_observer_id_unit_id_idx" ON "recusal_declarations"("observer_id", "unit_id");

-- CreateIndex
CREATE INDEX "recusal_overrides_observer_id_unit_id_idx" ON "recusal_overrides"("observer_id", "unit_id");

-- CreateIndex
CREATE INDEX "audit_events_actor_id_at_idx" ON "audit_events"("actor_id", "at");

-- CreateIndex
CREATE INDEX "audit_events_entity_entity_id_idx" ON "audit_events"("entity", "entity_id");

-- CreateIndex
CREATE INDEX "read_logs_cadre_id_at_idx" ON "read_logs"("cadre_id", "at");

-- CreateIndex
CREATE INDEX "post_holdings_cadre_id_starts_on_idx" ON "post_holdings"("cadre_id", "starts_on");

-- CreateIndex
CREATE INDEX "post_holdings_unit_id_ends_on_idx" ON "post_holdings"("unit_id", "ends_on");

-- CreateIndex
CREATE INDEX "central_task_members_task_id_idx" ON "central_task_members"("task_id");

-- CreateIndex
CREATE INDEX "central_task_members_cadre_id_idx" ON "central_task_members"("cadre_id");

-- CreateIndex
CREATE UNIQUE INDEX "methods_code_key" ON "methods"("code");

-- CreateIndex
CREATE UNIQUE INDEX "method_versions_method_id_version_no_key" ON "method_versions"("method_id", "version_no");

-- CreateIndex
CREATE INDEX "observation_drafts_author_id_updated_at_idx" ON "observation_drafts"("author_id", "updated_at");

-- CreateIndex
CREATE INDEX "observation_cadres_cadre_id_started_at_idx" ON "observation_cadres"("cadre_id", "started_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "attachments_storage_key_key" ON "attachments"("storage_key");

-- CreateIndex
CREATE INDEX "attachments_observation_id_idx" ON "attachments"("observation_id");

-- CreateIndex
CREATE INDEX "follow_ups_owner_id_done_at_idx" ON "follow_ups"("owner_id", "done_at");

-- CreateIndex
CREATE INDEX "follow_ups_observation_id_idx" ON "follow_ups"("observation_id");

-- CreateIndex
CREATE UNIQUE INDEX "units_code_key" ON "units"("code");

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_cadre_id_fkey" FOREIGN KEY ("cadre_id") REFERENCES "cadres"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_granted_by_fkey" FOREIGN KEY ("granted_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_observer_id_fkey" FOREIGN KEY ("observer_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_made_by_fkey" FOREIGN KEY ("made_by") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recusal_declarations" ADD CONSTRAINT "recusal_declarations_observer_id_fkey" FOREIGN KEY ("observer_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recusal_declarations" ADD CONSTRAINT "recusal_declarations_reviewed_by_fkey" FOREIGN KEY ("reviewed_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recusal_declarations" ADD CONSTRAINT "recusal_declarations_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recusal_declarations" ADD CONSTRAINT "recusal_declarations_cadre_id_fkey" FOREIGN KEY ("cadre_id") REFERENCES "cadres"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recusal_overrides" ADD CONSTRAINT "recusal_overrides_observer_id_fkey" FOREIGN KEY ("observer_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recusal_overrides" ADD CONSTRAINT "recusal_overrides_granted_by_fkey" FOREIGN KEY ("granted_by") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recusal_overrides" ADD CONSTRAINT "recusal_overrides_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "read_logs" ADD CONSTRAINT "read_logs_cadre_id_fkey" FOREIGN KEY ("cadre_id") REFERENCES "cadres"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post_holdings" ADD CONSTRAINT "post_holdings_cadre_id_fkey" FOREIGN KEY ("cadre_id") REFERENCES "cadres"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post_holdings" ADD CONSTRAINT "post_holdings_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "central_tasks" ADD CONSTRAINT "central_tasks_lead_unit_id_fkey" FOREIGN KEY ("lead_unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "central_task_members" ADD CONSTRAINT "central_task_members_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "central_tasks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "central_task_members" ADD CONSTRAINT "central_task_members_cadre_id_fkey" FOREIGN KEY ("cadre_id") REFERENCES "cadres"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "method_versions" ADD CONSTRAINT "method_versions_method_id_fkey" FOREIGN KEY ("method_id") REFERENCES "methods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation_drafts" ADD CONSTRAINT "observation_drafts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation_drafts" ADD CONSTRAINT "observation_drafts_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation_drafts" ADD CONSTRAINT "observation_drafts_method_id_fkey" FOREIGN KEY ("method_id") REFERENCES "methods"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observations" ADD CONSTRAINT "observations_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observations" ADD CONSTRAINT "observations_observer_id_fkey" FOREIGN KEY ("observer_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observations" ADD CONSTRAINT "observations_second_observer_id_fkey" FOREIGN KEY ("second_observer_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observations" ADD CONSTRAINT "observations_method_id_fkey" FOREIGN KEY ("method_id") REFERENCES "methods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observations" ADD CONSTRAINT "observations_method_version_id_fkey" FOREIGN KEY ("method_version_id") REFERENCES "method_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observations" ADD CONSTRAINT "observations_central_task_id_fkey" FOREIGN KEY ("central_task_id") REFERENCES "central_tasks"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation_revisions" ADD CONSTRAINT "observation_revisions_observation_id_fkey" FOREIGN KEY ("observation_id") REFERENCES "observations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation_revisions" ADD CONSTRAINT "observation_revisions_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation_cadres" ADD CONSTRAINT "observation_cadres_observation_id_fkey" FOREIGN KEY ("observation_id") REFERENCES "observations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation_cadres" ADD CONSTRAINT "observation_cadres_cadre_id_fkey" FOREIGN KEY ("cadre_id") REFERENCES "cadres"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation_cadres" ADD CONSTRAINT "observation_cadres_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation_reviews" ADD CONSTRAINT "observation_reviews_observation_id_fkey" FOREIGN KEY ("observation_id") REFERENCES "observations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation_reviews" ADD CONSTRAINT "observation_reviews_reviewer_id_fkey" FOREIGN KEY ("reviewer_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_observation_id_fkey" FOREIGN KEY ("observation_id") REFERENCES "observations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_observation_id_fkey" FOREIGN KEY ("observation_id") REFERENCES "observations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation_counts" ADD CONSTRAINT "observation_counts_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation_counts" ADD CONSTRAINT "observation_counts_method_id_fkey" FOREIGN KEY ("method_id") REFERENCES "methods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
