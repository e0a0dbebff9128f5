using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Huantiao.Records.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "account",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    display_name = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    language = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    disabled_at = table.Column<long>(type: "bigint", nullable: true),
                    switch_code_hash = table.Column<string>(type: "text", nullable: true),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    security_stamp = table.Column<string>(type: "text", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true),
                    phone_number = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<long>(type: "bigint", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account", x => x.id);
                    table.CheckConstraint("ck_account_display_name", "length(display_name) > 0");
                });

            migrationBuilder.CreateTable(
                name: "audit_anchor",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    seal = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_anchor", x => new { x.clinic_id, x.day });
                });

            migrationBuilder.CreateTable(
                name: "audit_entry",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    actor = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    action = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    record_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    origin = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entry", x => new { x.clinic_id, x.sequence });
                    table.CheckConstraint("ck_audit_entry_action", "action IN ('read', 'write', 'export', 'print', 'refused', 'access')");
                    table.CheckConstraint("ck_audit_entry_actor", "actor IN ('staff', 'patient', 'program', 'stranger')");
                    table.CheckConstraint("ck_audit_entry_hash", "length(hash) = 64");
                    table.CheckConstraint("ck_audit_entry_sequence", "sequence >= 1");
                });

            migrationBuilder.CreateTable(
                name: "audit_head",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    seal = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_head", x => x.clinic_id);
                });

            migrationBuilder.CreateTable(
                name: "clinic",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    time_zone = table.Column<string>(type: "text", nullable: false),
                    jurisdiction = table.Column<string>(type: "text", nullable: true),
                    language = table.Column<string>(type: "text", nullable: false),
                    address = table.Column<string>(type: "text", nullable: true),
                    phone = table.Column<string>(type: "text", nullable: true),
                    email = table.Column<string>(type: "text", nullable: true),
                    invented = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_clinic", x => x.id);
                    table.CheckConstraint("ck_clinic_name", "length(name) > 0");
                });

            migrationBuilder.CreateTable(
                name: "data_protection_key",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: true),
                    xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "account_claim",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_claim", x => x.id);
                    table.ForeignKey(
                        name: "fk_account_claim_account_user_id",
                        column: x => x.user_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_login",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    provider_key = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    provider_display_name = table.Column<string>(type: "text", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_login", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_account_login_account_user_id",
                        column: x => x.user_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_passkey",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_passkey", x => x.credential_id);
                    table.ForeignKey(
                        name: "fk_account_passkey_account_user_id",
                        column: x => x.user_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_token",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    login_provider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_token", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_account_token_account_user_id",
                        column: x => x.user_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "setup_link",
                columns: table => new
                {
                    token_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    purpose = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false),
                    used_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_setup_link", x => x.token_hash);
                    table.CheckConstraint("ck_setup_link_expires_at", "expires_at > created_at");
                    table.CheckConstraint("ck_setup_link_purpose", "purpose IN ('first-start', 'invitation', 'recovery')");
                    table.CheckConstraint("ck_setup_link_token_hash", "length(token_hash) = 64");
                    table.ForeignKey(
                        name: "fk_setup_link_account_account_id",
                        column: x => x.account_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "clinic_instrument",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    instrument = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    instrument_version = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    licence = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    loaded_at = table.Column<long>(type: "bigint", nullable: false),
                    loaded_by = table.Column<Guid>(type: "uuid", nullable: false),
                    retired_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_clinic_instrument", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_clinic_instrument_instrument_version", "instrument_version >= 1");
                    table.CheckConstraint("ck_clinic_instrument_licence", "length(licence) > 0");
                    table.ForeignKey(
                        name: "fk_clinic_instrument_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "clinic_setting",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    value = table.Column<string>(type: "text", nullable: false),
                    signed_off_by = table.Column<Guid>(type: "uuid", nullable: true),
                    signed_off_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_clinic_setting", x => new { x.clinic_id, x.name });
                    table.CheckConstraint("ck_clinic_setting_sign_off", "(signed_off_by IS NULL) = (signed_off_at IS NULL)");
                    table.ForeignKey(
                        name: "fk_clinic_setting_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "earlier_version",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    replaced_at = table.Column<long>(type: "bigint", nullable: false),
                    replaced_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_earlier_version", x => new { x.clinic_id, x.kind, x.document_id, x.version });
                    table.ForeignKey(
                        name: "fk_earlier_version_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "licence",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    authority = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    number = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    expires = table.Column<DateOnly>(type: "date", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_licence", x => new { x.clinic_id, x.id });
                    table.ForeignKey(
                        name: "fk_licence_account_account_id",
                        column: x => x.account_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_licence_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "membership",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    since = table.Column<long>(type: "bigint", nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_membership", x => new { x.clinic_id, x.account_id, x.role });
                    table.CheckConstraint("ck_membership_role", "role IN ('administrator', 'practitioner', 'front-desk', 'researcher')");
                    table.ForeignKey(
                        name: "fk_membership_account_account_id",
                        column: x => x.account_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_membership_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "needle_lot",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    gtin = table.Column<string>(type: "character varying(14)", maxLength: 14, nullable: true),
                    lot = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    expiry = table.Column<DateOnly>(type: "date", nullable: true),
                    diameter_millimetres = table.Column<double>(type: "double precision", nullable: true),
                    length_millimetres = table.Column<double>(type: "double precision", nullable: true),
                    opened_at = table.Column<long>(type: "bigint", nullable: false),
                    opened_by = table.Column<Guid>(type: "uuid", nullable: false),
                    finished_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needle_lot", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_needle_lot_gtin", "gtin IS NULL OR length(gtin) = 14");
                    table.CheckConstraint("ck_needle_lot_lot", "length(lot) > 0");
                    table.CheckConstraint("ck_needle_lot_size", "(diameter_millimetres IS NULL OR (diameter_millimetres >= 0.05 AND diameter_millimetres <= 2)) AND (length_millimetres IS NULL OR (length_millimetres >= 1 AND length_millimetres <= 200))");
                    table.ForeignKey(
                        name: "fk_needle_lot_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "outbox_mail",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    recipient = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    next_try_at = table.Column<long>(type: "bigint", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    sent_at = table.Column<long>(type: "bigint", nullable: true),
                    given_up_at = table.Column<long>(type: "bigint", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox_mail", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_outbox_mail_attempts", "attempts >= 0");
                    table.CheckConstraint("ck_outbox_mail_recipient", "length(recipient) > 0");
                    table.ForeignKey(
                        name: "fk_outbox_mail_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    other_name = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    birth_date = table.Column<DateOnly>(type: "date", nullable: true),
                    sex = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    phone = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    email = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    address = table.Column<string>(type: "text", nullable: true),
                    language = table.Column<string>(type: "text", nullable: true),
                    general_practitioner = table.Column<string>(type: "text", nullable: true),
                    health_number = table.Column<string>(type: "text", nullable: true),
                    invented = table.Column<bool>(type: "boolean", nullable: false),
                    died_on = table.Column<DateOnly>(type: "date", nullable: true),
                    merged_into = table.Column<Guid>(type: "uuid", nullable: true),
                    restricted_at = table.Column<long>(type: "bigint", nullable: true),
                    restriction_reason = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_patient_merged_into", "merged_into IS NULL OR merged_into <> id");
                    table.CheckConstraint("ck_patient_name", "length(name) > 0");
                    table.CheckConstraint("ck_patient_restriction", "restricted_at IS NULL OR length(restriction_reason) > 0");
                    table.CheckConstraint("ck_patient_sex", "sex IN ('unknown', 'female', 'male', 'other')");
                    table.ForeignKey(
                        name: "fk_patient_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_patient_patient_clinic_id_merged_into",
                        columns: x => new { x.clinic_id, x.merged_into },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_key",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_key", x => new { x.clinic_id, x.key, x.patient_id });
                    table.ForeignKey(
                        name: "fk_patient_key_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "point_group",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    points = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_point_group", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_point_group_name", "length(name) > 0");
                    table.CheckConstraint("ck_point_group_points", "length(points) > 0");
                    table.ForeignKey(
                        name: "fk_point_group_account_account_id",
                        column: x => x.account_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_point_group_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "registry_cut",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    first_day = table.Column<DateOnly>(type: "date", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: false),
                    cut_on = table.Column<DateOnly>(type: "date", nullable: false),
                    began = table.Column<int>(type: "integer", nullable: false),
                    consented = table.Column<int>(type: "integer", nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    made_at = table.Column<long>(type: "bigint", nullable: false),
                    made_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_registry_cut", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_registry_cut_people", "0 <= consented AND consented <= began");
                    table.CheckConstraint("ck_registry_cut_period", "first_day <= last_day AND last_day <= cut_on");
                    table.ForeignKey(
                        name: "fk_registry_cut_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "registry_key",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    @sealed = table.Column<string>(name: "sealed", type: "text", nullable: false),
                    fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    made_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_registry_key", x => x.clinic_id);
                    table.ForeignKey(
                        name: "fk_registry_key_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "report_part",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    part = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    rules = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    closed_at = table.Column<long>(type: "bigint", nullable: false),
                    closed_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_part", x => new { x.clinic_id, x.month, x.part });
                    table.CheckConstraint("ck_report_part_digest", "length(digest) = 64");
                    table.ForeignKey(
                        name: "fk_report_part_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "room",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_room", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_room_name", "length(name) > 0");
                    table.ForeignKey(
                        name: "fk_room_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "session",
                columns: table => new
                {
                    id_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    last_seen_at = table.Column<long>(type: "bigint", nullable: false),
                    strong_at = table.Column<long>(type: "bigint", nullable: true),
                    ended_at = table.Column<long>(type: "bigint", nullable: true),
                    origin = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    device = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_session", x => x.id_hash);
                    table.CheckConstraint("ck_session_id_hash", "length(id_hash) = 64");
                    table.ForeignKey(
                        name: "fk_session_account_account_id",
                        column: x => x.account_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_session_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "assessment",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    appointment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    schema_version = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    signed_at = table.Column<long>(type: "bigint", nullable: true),
                    signed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assessment", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_assessment_signed", "(state = 'signed') = (signed_at IS NOT NULL AND signed_by IS NOT NULL)");
                    table.CheckConstraint("ck_assessment_state", "state IN ('draft', 'signed')");
                    table.ForeignKey(
                        name: "fk_assessment_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_assessment_patient_clinic_id_patient_id",
                        columns: x => new { x.clinic_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "consent",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: true),
                    text_version = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    given = table.Column<bool>(type: "boolean", nullable: false),
                    signed_as = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    signed_at = table.Column<long>(type: "bigint", nullable: false),
                    taken_by = table.Column<Guid>(type: "uuid", nullable: true),
                    withdrawn_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consent", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_consent_plan", "(purpose = 'plan') = (plan_id IS NOT NULL)");
                    table.CheckConstraint("ck_consent_purpose", "purpose IN ('treatment', 'record', 'research', 'reminders', 'plan')");
                    table.CheckConstraint("ck_consent_signed_as", "length(signed_as) > 0");
                    table.CheckConstraint("ck_consent_withdrawn", "withdrawn_at IS NULL OR given");
                    table.ForeignKey(
                        name: "fk_consent_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_consent_patient_clinic_id_patient_id",
                        columns: x => new { x.clinic_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "intake",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    appointment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    pathway = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    language = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    answers = table.Column<string>(type: "text", nullable: false),
                    schema_version = table.Column<int>(type: "integer", nullable: false),
                    started_at = table.Column<long>(type: "bigint", nullable: false),
                    saved_at = table.Column<long>(type: "bigint", nullable: false),
                    submitted_at = table.Column<long>(type: "bigint", nullable: true),
                    emergency_at = table.Column<long>(type: "bigint", nullable: true),
                    emergency_seen_at = table.Column<long>(type: "bigint", nullable: true),
                    emergency_seen_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_intake", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_intake_kind", "kind IN ('full', 'changes')");
                    table.CheckConstraint("ck_intake_schema_version", "schema_version >= 1");
                    table.CheckConstraint("ck_intake_state", "state IN ('draft', 'submitted')");
                    table.CheckConstraint("ck_intake_submitted", "(state = 'submitted') = (submitted_at IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_intake_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_intake_patient_clinic_id_patient_id",
                        columns: x => new { x.clinic_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "letter",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    recipient = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    schema_version = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    signed_at = table.Column<long>(type: "bigint", nullable: true),
                    signed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_letter", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_letter_kind", "kind IN ('general-practitioner', 'patient-summary', 'referral', 'other')");
                    table.CheckConstraint("ck_letter_signed", "(state = 'signed') = (signed_at IS NOT NULL AND signed_by IS NOT NULL)");
                    table.CheckConstraint("ck_letter_state", "state IN ('draft', 'signed')");
                    table.ForeignKey(
                        name: "fk_letter_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_letter_patient_clinic_id_patient_id",
                        columns: x => new { x.clinic_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "pain_drawing",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    intake_id = table.Column<Guid>(type: "uuid", nullable: true),
                    content = table.Column<string>(type: "text", nullable: false),
                    schema_version = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pain_drawing", x => new { x.clinic_id, x.id });
                    table.ForeignKey(
                        name: "fk_pain_drawing_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_pain_drawing_patient_clinic_id_patient_id",
                        columns: x => new { x.clinic_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_merge",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kept_id = table.Column<Guid>(type: "uuid", nullable: false),
                    merged_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    undone_at = table.Column<long>(type: "bigint", nullable: true),
                    undone_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_merge", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_patient_merge_two", "kept_id <> merged_id");
                    table.CheckConstraint("ck_patient_merge_undone", "(undone_at IS NULL) = (undone_by IS NULL)");
                    table.ForeignKey(
                        name: "fk_patient_merge_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_patient_merge_patient_clinic_id_kept_id",
                        columns: x => new { x.clinic_id, x.kept_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_patient_merge_patient_clinic_id_merged_id",
                        columns: x => new { x.clinic_id, x.merged_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reading_request",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    course_id = table.Column<Guid>(type: "uuid", nullable: true),
                    timepoint = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    opens_at = table.Column<long>(type: "bigint", nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: false),
                    late_after = table.Column<long>(type: "bigint", nullable: false),
                    closes_at = table.Column<long>(type: "bigint", nullable: false),
                    address = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    next_letter_at = table.Column<long>(type: "bigint", nullable: true),
                    letters = table.Column<int>(type: "integer", nullable: false),
                    last_letter_at = table.Column<long>(type: "bigint", nullable: true),
                    answered_at = table.Column<long>(type: "bigint", nullable: true),
                    taken_by = table.Column<Guid>(type: "uuid", nullable: true),
                    missing = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    missing_note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    missing_at = table.Column<long>(type: "bigint", nullable: true),
                    missing_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reading_request", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_reading_request_letters", "letters >= 0 AND (letters = 0) = (last_letter_at IS NULL)");
                    table.CheckConstraint("ck_reading_request_missing", "missing IN ('not-known', 'declined', 'not-reached', 'too-ill', 'treated-elsewhere', 'recovered', 'died', 'other')");
                    table.CheckConstraint("ck_reading_request_missing_at", "(missing_at IS NULL) = (missing_by IS NULL)");
                    table.CheckConstraint("ck_reading_request_window", "opens_at <= due_at AND due_at <= late_after AND late_after <= closes_at");
                    table.ForeignKey(
                        name: "fk_reading_request_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_reading_request_patient_clinic_id_patient_id",
                        columns: x => new { x.clinic_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "screening",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    intake_id = table.Column<Guid>(type: "uuid", nullable: true),
                    intake_version = table.Column<int>(type: "integer", nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    findings = table.Column<string>(type: "text", nullable: false),
                    decision = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    schema_version = table.Column<int>(type: "integer", nullable: false),
                    rules = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_screening", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_screening_decision", "length(decision) > 0");
                    table.ForeignKey(
                        name: "fk_screening_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_screening_patient_clinic_id_patient_id",
                        columns: x => new { x.clinic_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "appointment",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    practitioner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    room_id = table.Column<Guid>(type: "uuid", nullable: true),
                    starts_at = table.Column<long>(type: "bigint", nullable: false),
                    ends_at = table.Column<long>(type: "bigint", nullable: false),
                    series_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    note = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appointment", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_appointment_ends_at", "ends_at > starts_at AND ends_at - starts_at <= 86400000");
                    table.CheckConstraint("ck_appointment_state", "state IN ('booked', 'arrived', 'in-treatment', 'done', 'cancelled', 'missed')");
                    table.ForeignKey(
                        name: "fk_appointment_account_practitioner_id",
                        column: x => x.practitioner_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_appointment_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_appointment_patient_clinic_id_patient_id",
                        columns: x => new { x.clinic_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_appointment_room_clinic_id_room_id",
                        columns: x => new { x.clinic_id, x.room_id },
                        principalTable: "room",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "plan",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    schema_version = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    review_on = table.Column<DateOnly>(type: "date", nullable: true),
                    signed_at = table.Column<long>(type: "bigint", nullable: true),
                    signed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_plan_signed", "(signed_at IS NULL) = (signed_by IS NULL) AND (state NOT IN ('proposed', 'agreed') OR signed_at IS NOT NULL)");
                    table.CheckConstraint("ck_plan_state", "state IN ('draft', 'proposed', 'agreed', 'ended')");
                    table.ForeignKey(
                        name: "fk_plan_assessment_clinic_id_assessment_id",
                        columns: x => new { x.clinic_id, x.assessment_id },
                        principalTable: "assessment",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_plan_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_plan_patient_clinic_id_patient_id",
                        columns: x => new { x.clinic_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "course_change",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    what = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    request_id = table.Column<Guid>(type: "uuid", nullable: true),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false),
                    recorded_by = table.Column<Guid>(type: "uuid", nullable: true),
                    retracted_at = table.Column<long>(type: "bigint", nullable: true),
                    retracted_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_course_change", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_course_change_kind", "kind IN ('stopped', 'added')");
                    table.CheckConstraint("ck_course_change_retracted", "(retracted_at IS NULL) = (retracted_by IS NULL)");
                    table.ForeignKey(
                        name: "fk_course_change_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_course_change_patient_clinic_id_patient_id",
                        columns: x => new { x.clinic_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_course_change_reading_request_clinic_id_request_id",
                        columns: x => new { x.clinic_id, x.request_id },
                        principalTable: "reading_request",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "measurement",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    instrument = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    instrument_version = table.Column<int>(type: "integer", nullable: false),
                    item = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    value = table.Column<double>(type: "double precision", nullable: false),
                    unit = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    intake_id = table.Column<Guid>(type: "uuid", nullable: true),
                    request_id = table.Column<Guid>(type: "uuid", nullable: true),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false),
                    recorded_by = table.Column<Guid>(type: "uuid", nullable: true),
                    corrected_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_measurement", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_measurement_instrument_version", "instrument_version >= 1");
                    table.CheckConstraint("ck_measurement_source", "source IN ('intake', 'visit', 'remote', 'import')");
                    table.CheckConstraint("ck_measurement_unit", "length(unit) > 0");
                    table.CheckConstraint("ck_measurement_value", "value > -1e300 AND value < 1e300");
                    table.ForeignKey(
                        name: "fk_measurement_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_measurement_patient_clinic_id_patient_id",
                        columns: x => new { x.clinic_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_measurement_reading_request_clinic_id_request_id",
                        columns: x => new { x.clinic_id, x.request_id },
                        principalTable: "reading_request",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reading_link",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    request_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reading_link", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_reading_link_token_hash", "length(token_hash) = 64");
                    table.ForeignKey(
                        name: "fk_reading_link_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_reading_link_reading_request_clinic_id_request_id",
                        columns: x => new { x.clinic_id, x.request_id },
                        principalTable: "reading_request",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "resolution",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    screening_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    document = table.Column<string>(type: "text", nullable: true),
                    document_author = table.Column<string>(type: "text", nullable: true),
                    document_date = table.Column<DateOnly>(type: "date", nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_resolution", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_resolution_document", "kind <> 'resolved' OR (length(document) > 0 AND length(document_author) > 0 AND document_date IS NOT NULL)");
                    table.CheckConstraint("ck_resolution_kind", "kind IN ('acknowledged', 'resolved')");
                    table.CheckConstraint("ck_resolution_reason", "length(reason) > 0");
                    table.ForeignKey(
                        name: "fk_resolution_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_resolution_patient_clinic_id_patient_id",
                        columns: x => new { x.clinic_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_resolution_screening_clinic_id_screening_id",
                        columns: x => new { x.clinic_id, x.screening_id },
                        principalTable: "screening",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "appointment_slot",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    resource_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    appointment_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appointment_slot", x => new { x.clinic_id, x.resource_id, x.at });
                    table.CheckConstraint("ck_appointment_slot_at", "at % 300000 = 0");
                    table.ForeignKey(
                        name: "fk_appointment_slot_appointment_clinic_id_appointment_id",
                        columns: x => new { x.clinic_id, x.appointment_id },
                        principalTable: "appointment",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_appointment_slot_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "intake_link",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    appointment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    intake_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false),
                    used_at = table.Column<long>(type: "bigint", nullable: true),
                    device_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_intake_link", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_intake_link_expires_at", "expires_at > created_at");
                    table.CheckConstraint("ck_intake_link_token_hash", "length(token_hash) = 64");
                    table.ForeignKey(
                        name: "fk_intake_link_appointment_clinic_id_appointment_id",
                        columns: x => new { x.clinic_id, x.appointment_id },
                        principalTable: "appointment",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_intake_link_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_intake_link_patient_clinic_id_patient_id",
                        columns: x => new { x.clinic_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reminder",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    appointment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    occurrence = table.Column<long>(type: "bigint", nullable: false),
                    channel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    settled_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reminder", x => new { x.clinic_id, x.appointment_id, x.occurrence, x.channel });
                    table.CheckConstraint("ck_reminder_channel", "channel IN ('email')");
                    table.CheckConstraint("ck_reminder_settled", "(state = 'due') = (settled_at IS NULL)");
                    table.CheckConstraint("ck_reminder_state", "state IN ('due', 'queued', 'dropped')");
                    table.ForeignKey(
                        name: "fk_reminder_appointment_clinic_id_appointment_id",
                        columns: x => new { x.clinic_id, x.appointment_id },
                        principalTable: "appointment",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_reminder_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "course_review",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: true),
                    decision = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    advice = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    figures = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_course_review", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_course_review_decision", "decision IN ('continue', 'change', 'stop')");
                    table.CheckConstraint("ck_course_review_reason", "length(reason) > 0");
                    table.ForeignKey(
                        name: "fk_course_review_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_course_review_patient_clinic_id_patient_id",
                        columns: x => new { x.clinic_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_course_review_plan_clinic_id_plan_id",
                        columns: x => new { x.clinic_id, x.plan_id },
                        principalTable: "plan",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "discharge",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    course_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: false),
                    why = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    recommendation = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false),
                    recorded_by = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_discharge", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_discharge_reason", "reason IN ('goals-met', 'no-improvement', 'own-wish', 'referred', 'adverse-event', 'moved', 'lost-to-follow-up', 'other')");
                    table.CheckConstraint("ck_discharge_why", "reason <> 'other' OR why IS NOT NULL");
                    table.ForeignKey(
                        name: "fk_discharge_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_discharge_patient_clinic_id_patient_id",
                        columns: x => new { x.clinic_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_discharge_plan_clinic_id_plan_id",
                        columns: x => new { x.clinic_id, x.plan_id },
                        principalTable: "plan",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "measured_course",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    course_id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    practitioner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    started_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_measured_course", x => new { x.clinic_id, x.plan_id });
                    table.ForeignKey(
                        name: "fk_measured_course_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_measured_course_patient_clinic_id_patient_id",
                        columns: x => new { x.clinic_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_measured_course_plan_clinic_id_plan_id",
                        columns: x => new { x.clinic_id, x.plan_id },
                        principalTable: "plan",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "needling_session",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    appointment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    room_id = table.Column<Guid>(type: "uuid", nullable: true),
                    practitioner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    opened_at = table.Column<long>(type: "bigint", nullable: false),
                    opened_by = table.Column<Guid>(type: "uuid", nullable: false),
                    arrived = table.Column<int>(type: "integer", nullable: false),
                    phase = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    planned_end = table.Column<long>(type: "bigint", nullable: true),
                    needles_in = table.Column<int>(type: "integer", nullable: false),
                    count_deferred = table.Column<bool>(type: "boolean", nullable: false),
                    needs_eyes = table.Column<bool>(type: "boolean", nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: true),
                    signed_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needling_session", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_session_sheet_arrived", "arrived >= 0");
                    table.CheckConstraint("ck_session_sheet_needles_in", "needles_in >= 0");
                    table.CheckConstraint("ck_session_sheet_phase", "phase IN ('prepared', 'needling', 'retaining', 'removing', 'interrupted', 'signed')");
                    table.CheckConstraint("ck_session_sheet_signed", "(phase = 'signed') = (signed_at IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_needling_session_appointment_clinic_id_appointment_id",
                        columns: x => new { x.clinic_id, x.appointment_id },
                        principalTable: "appointment",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_needling_session_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_needling_session_patient_clinic_id_patient_id",
                        columns: x => new { x.clinic_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_needling_session_plan_clinic_id_plan_id",
                        columns: x => new { x.clinic_id, x.plan_id },
                        principalTable: "plan",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_needling_session_room_clinic_id_room_id",
                        columns: x => new { x.clinic_id, x.room_id },
                        principalTable: "room",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "adverse_event",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: true),
                    session_id = table.Column<Guid>(type: "uuid", nullable: true),
                    needle = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    near_miss = table.Column<bool>(type: "boolean", nullable: false),
                    severity = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    noticed_at = table.Column<long>(type: "bigint", nullable: false),
                    what = table.Column<string>(type: "text", nullable: true),
                    site = table.Column<string>(type: "text", nullable: true),
                    harm = table.Column<string>(type: "text", nullable: true),
                    action_taken = table.Column<string>(type: "text", nullable: true),
                    person_told = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    person_told_at = table.Column<long>(type: "bigint", nullable: true),
                    notified = table.Column<string>(type: "text", nullable: true),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false),
                    recorded_by = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_adverse_event", x => new { x.clinic_id, x.id });
                    table.CheckConstraint("ck_adverse_event_report_kind", "length(kind) > 0");
                    table.CheckConstraint("ck_adverse_event_report_near_miss", "near_miss = (severity = 'no-harm')");
                    table.CheckConstraint("ck_adverse_event_report_person_told", "person_told IN ('unknown', 'no', 'yes')");
                    table.CheckConstraint("ck_adverse_event_report_severity", "severity IN ('unknown', 'no-harm', 'mild', 'moderate', 'severe', 'life-threatening', 'death')");
                    table.CheckConstraint("ck_adverse_event_report_told_at", "person_told_at IS NULL OR person_told = 'yes'");
                    table.ForeignKey(
                        name: "fk_adverse_event_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_adverse_event_needling_session_clinic_id_session_id",
                        columns: x => new { x.clinic_id, x.session_id },
                        principalTable: "needling_session",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_adverse_event_patient_clinic_id_patient_id",
                        columns: x => new { x.clinic_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "after_question",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ask_from = table.Column<long>(type: "bigint", nullable: false),
                    ask_until = table.Column<long>(type: "bigint", nullable: false),
                    address = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    settled_at = table.Column<long>(type: "bigint", nullable: true),
                    answered_at = table.Column<long>(type: "bigint", nullable: true),
                    troubled = table.Column<bool>(type: "boolean", nullable: true),
                    still_there = table.Column<bool>(type: "boolean", nullable: true),
                    words = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    taken_by = table.Column<Guid>(type: "uuid", nullable: true),
                    seen_at = table.Column<long>(type: "bigint", nullable: true),
                    seen_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_after_question", x => new { x.clinic_id, x.session_id });
                    table.CheckConstraint("ck_after_question_answered", "(answered_at IS NULL) = (troubled IS NULL)");
                    table.CheckConstraint("ck_after_question_seen", "(seen_at IS NULL) = (seen_by IS NULL)");
                    table.CheckConstraint("ck_after_question_settled", "(state = 'waiting') = (settled_at IS NULL)");
                    table.CheckConstraint("ck_after_question_state", "state IN ('waiting', 'queued', 'dropped')");
                    table.CheckConstraint("ck_after_question_window", "ask_until > ask_from");
                    table.ForeignKey(
                        name: "fk_after_question_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_after_question_needling_session_clinic_id_session_id",
                        columns: x => new { x.clinic_id, x.session_id },
                        principalTable: "needling_session",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_after_question_patient_clinic_id_patient_id",
                        columns: x => new { x.clinic_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "session_event",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    arrival = table.Column<int>(type: "integer", nullable: false),
                    event_key = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    schema_version = table.Column<int>(type: "integer", nullable: false),
                    received_at = table.Column<long>(type: "bigint", nullable: false),
                    received_from = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_session_event", x => new { x.clinic_id, x.session_id, x.arrival });
                    table.CheckConstraint("ck_session_event_row_arrival", "arrival > 0");
                    table.CheckConstraint("ck_session_event_row_text", "length(text) > 0");
                    table.ForeignKey(
                        name: "fk_session_event_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_session_event_needling_session_clinic_id_session_id",
                        columns: x => new { x.clinic_id, x.session_id },
                        principalTable: "needling_session",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "session_lot",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lot = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    gtin = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_session_lot", x => new { x.clinic_id, x.lot, x.gtin, x.session_id });
                    table.CheckConstraint("ck_session_lot_lot", "length(lot) > 0");
                    table.ForeignKey(
                        name: "fk_session_lot_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_session_lot_needling_session_clinic_id_session_id",
                        columns: x => new { x.clinic_id, x.session_id },
                        principalTable: "needling_session",
                        principalColumns: new[] { "clinic_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "after_link",
                columns: table => new
                {
                    clinic_id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_after_link", x => new { x.clinic_id, x.session_id });
                    table.CheckConstraint("ck_after_link_token_hash", "length(token_hash) = 64");
                    table.ForeignKey(
                        name: "fk_after_link_after_question_clinic_id_session_id",
                        columns: x => new { x.clinic_id, x.session_id },
                        principalTable: "after_question",
                        principalColumns: new[] { "clinic_id", "session_id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_after_link_clinic_clinic_id",
                        column: x => x.clinic_id,
                        principalTable: "clinic",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "email_index",
                table: "account",
                column: "normalized_email");

            migrationBuilder.CreateIndex(
                name: "user_name_index",
                table: "account",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_account_claim_user_id",
                table: "account_claim",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_login_user_id",
                table: "account_login",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_passkey_user_id",
                table: "account_passkey",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_adverse_event_clinic_id_noticed_at",
                table: "adverse_event",
                columns: new[] { "clinic_id", "noticed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_adverse_event_clinic_id_patient_id",
                table: "adverse_event",
                columns: new[] { "clinic_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "ix_adverse_event_clinic_id_session_id",
                table: "adverse_event",
                columns: new[] { "clinic_id", "session_id" });

            migrationBuilder.CreateIndex(
                name: "ix_after_link_token_hash",
                table: "after_link",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_after_question_clinic_id_answered_at",
                table: "after_question",
                columns: new[] { "clinic_id", "answered_at" });

            migrationBuilder.CreateIndex(
                name: "ix_after_question_clinic_id_ask_from",
                table: "after_question",
                columns: new[] { "clinic_id", "ask_from" },
                filter: "state = 'waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_after_question_clinic_id_patient_id",
                table: "after_question",
                columns: new[] { "clinic_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "ix_appointment_clinic_id_patient_id_starts_at",
                table: "appointment",
                columns: new[] { "clinic_id", "patient_id", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_appointment_clinic_id_room_id",
                table: "appointment",
                columns: new[] { "clinic_id", "room_id" });

            migrationBuilder.CreateIndex(
                name: "ix_appointment_clinic_id_starts_at",
                table: "appointment",
                columns: new[] { "clinic_id", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_appointment_practitioner_id",
                table: "appointment",
                column: "practitioner_id");

            migrationBuilder.CreateIndex(
                name: "ix_appointment_slot_clinic_id_appointment_id",
                table: "appointment_slot",
                columns: new[] { "clinic_id", "appointment_id" });

            migrationBuilder.CreateIndex(
                name: "ix_assessment_clinic_id_patient_id_at",
                table: "assessment",
                columns: new[] { "clinic_id", "patient_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_clinic_id_at",
                table: "audit_entry",
                columns: new[] { "clinic_id", "at" },
                filter: "kind = 'emergency_access'");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_clinic_id_patient_id_sequence",
                table: "audit_entry",
                columns: new[] { "clinic_id", "patient_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_clinic_instrument_clinic_id_instrument_instrument_version",
                table: "clinic_instrument",
                columns: new[] { "clinic_id", "instrument", "instrument_version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_consent_clinic_id_patient_id_purpose_signed_at",
                table: "consent",
                columns: new[] { "clinic_id", "patient_id", "purpose", "signed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_course_change_clinic_id_patient_id",
                table: "course_change",
                columns: new[] { "clinic_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "ix_course_change_clinic_id_request_id",
                table: "course_change",
                columns: new[] { "clinic_id", "request_id" });

            migrationBuilder.CreateIndex(
                name: "ix_course_review_clinic_id_patient_id_at",
                table: "course_review",
                columns: new[] { "clinic_id", "patient_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_course_review_clinic_id_plan_id",
                table: "course_review",
                columns: new[] { "clinic_id", "plan_id" });

            migrationBuilder.CreateIndex(
                name: "ix_discharge_clinic_id_course_id",
                table: "discharge",
                columns: new[] { "clinic_id", "course_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_discharge_clinic_id_patient_id",
                table: "discharge",
                columns: new[] { "clinic_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "ix_discharge_clinic_id_plan_id",
                table: "discharge",
                columns: new[] { "clinic_id", "plan_id" });

            migrationBuilder.CreateIndex(
                name: "ix_intake_clinic_id_patient_id",
                table: "intake",
                columns: new[] { "clinic_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "ix_intake_emergency",
                table: "intake",
                columns: new[] { "clinic_id", "emergency_at" },
                filter: "emergency_at IS NOT NULL AND emergency_seen_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_intake_link_clinic_id_appointment_id",
                table: "intake_link",
                columns: new[] { "clinic_id", "appointment_id" });

            migrationBuilder.CreateIndex(
                name: "ix_intake_link_clinic_id_patient_id",
                table: "intake_link",
                columns: new[] { "clinic_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "ix_intake_link_device_hash",
                table: "intake_link",
                column: "device_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_intake_link_token_hash",
                table: "intake_link",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_letter_clinic_id_patient_id_created_at",
                table: "letter",
                columns: new[] { "clinic_id", "patient_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_licence_account_id",
                table: "licence",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_licence_clinic_id_account_id",
                table: "licence",
                columns: new[] { "clinic_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_measured_course_clinic_id_course_id",
                table: "measured_course",
                columns: new[] { "clinic_id", "course_id" });

            migrationBuilder.CreateIndex(
                name: "ix_measured_course_clinic_id_patient_id",
                table: "measured_course",
                columns: new[] { "clinic_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "ix_measured_course_clinic_id_started_at",
                table: "measured_course",
                columns: new[] { "clinic_id", "started_at" });

            migrationBuilder.CreateIndex(
                name: "ix_measurement_answer",
                table: "measurement",
                columns: new[] { "clinic_id", "request_id", "instrument", "item" },
                unique: true,
                filter: "request_id IS NOT NULL AND corrected_by IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_measurement_clinic_id_patient_id_at",
                table: "measurement",
                columns: new[] { "clinic_id", "patient_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_membership_account_id",
                table: "membership",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_needle_lot_clinic_id_lot",
                table: "needle_lot",
                columns: new[] { "clinic_id", "lot" });

            migrationBuilder.CreateIndex(
                name: "ix_needling_session_clinic_id_appointment_id",
                table: "needling_session",
                columns: new[] { "clinic_id", "appointment_id" });

            migrationBuilder.CreateIndex(
                name: "ix_needling_session_clinic_id_opened_at",
                table: "needling_session",
                columns: new[] { "clinic_id", "opened_at" },
                filter: "phase <> 'signed'");

            migrationBuilder.CreateIndex(
                name: "ix_needling_session_clinic_id_patient_id_opened_at",
                table: "needling_session",
                columns: new[] { "clinic_id", "patient_id", "opened_at" });

            migrationBuilder.CreateIndex(
                name: "ix_needling_session_clinic_id_plan_id",
                table: "needling_session",
                columns: new[] { "clinic_id", "plan_id" });

            migrationBuilder.CreateIndex(
                name: "ix_needling_session_clinic_id_room_id",
                table: "needling_session",
                columns: new[] { "clinic_id", "room_id" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_mail_sent_at_given_up_at_next_try_at",
                table: "outbox_mail",
                columns: new[] { "sent_at", "given_up_at", "next_try_at" });

            migrationBuilder.CreateIndex(
                name: "ix_pain_drawing_clinic_id_patient_id_at",
                table: "pain_drawing",
                columns: new[] { "clinic_id", "patient_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_patient_clinic_id_merged_into",
                table: "patient",
                columns: new[] { "clinic_id", "merged_into" });

            migrationBuilder.CreateIndex(
                name: "ix_patient_clinic_id_restricted_at",
                table: "patient",
                columns: new[] { "clinic_id", "restricted_at" },
                filter: "restricted_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_patient_merge_clinic_id_kept_id",
                table: "patient_merge",
                columns: new[] { "clinic_id", "kept_id" });

            migrationBuilder.CreateIndex(
                name: "ix_patient_merge_clinic_id_merged_id",
                table: "patient_merge",
                columns: new[] { "clinic_id", "merged_id" });

            migrationBuilder.CreateIndex(
                name: "ix_plan_clinic_id_assessment_id",
                table: "plan",
                columns: new[] { "clinic_id", "assessment_id" });

            migrationBuilder.CreateIndex(
                name: "ix_plan_clinic_id_patient_id_created_at",
                table: "plan",
                columns: new[] { "clinic_id", "patient_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_plan_clinic_id_review_on",
                table: "plan",
                columns: new[] { "clinic_id", "review_on" });

            migrationBuilder.CreateIndex(
                name: "ix_point_group_account_id",
                table: "point_group",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_point_group_clinic_id_account_id",
                table: "point_group",
                columns: new[] { "clinic_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_reading_link_clinic_id_request_id",
                table: "reading_link",
                columns: new[] { "clinic_id", "request_id" });

            migrationBuilder.CreateIndex(
                name: "ix_reading_link_token_hash",
                table: "reading_link",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reading_request_clinic_id_course_id_timepoint",
                table: "reading_request",
                columns: new[] { "clinic_id", "course_id", "timepoint" },
                filter: "course_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_reading_request_clinic_id_next_letter_at",
                table: "reading_request",
                columns: new[] { "clinic_id", "next_letter_at" },
                filter: "next_letter_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_reading_request_clinic_id_patient_id_due_at",
                table: "reading_request",
                columns: new[] { "clinic_id", "patient_id", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_reading_request_late",
                table: "reading_request",
                columns: new[] { "clinic_id", "answered_at" },
                filter: "answered_at >= closes_at");

            migrationBuilder.CreateIndex(
                name: "ix_reading_request_waited_for",
                table: "reading_request",
                columns: new[] { "clinic_id", "opens_at" },
                filter: "answered_at IS NULL AND missing_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_registry_cut_clinic_id_made_at",
                table: "registry_cut",
                columns: new[] { "clinic_id", "made_at" });

            migrationBuilder.CreateIndex(
                name: "ix_reminder_state_due_at",
                table: "reminder",
                columns: new[] { "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_resolution_clinic_id_patient_id",
                table: "resolution",
                columns: new[] { "clinic_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "ix_resolution_clinic_id_screening_id",
                table: "resolution",
                columns: new[] { "clinic_id", "screening_id" });

            migrationBuilder.CreateIndex(
                name: "ix_screening_clinic_id_patient_id_at",
                table: "screening",
                columns: new[] { "clinic_id", "patient_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_session_account_id_ended_at",
                table: "session",
                columns: new[] { "account_id", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_session_clinic_id",
                table: "session",
                column: "clinic_id");

            migrationBuilder.CreateIndex(
                name: "ix_session_lot_clinic_id_session_id",
                table: "session_lot",
                columns: new[] { "clinic_id", "session_id" });

            migrationBuilder.CreateIndex(
                name: "ix_setup_link_account_id",
                table: "setup_link",
                column: "account_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_claim");

            migrationBuilder.DropTable(
                name: "account_login");

            migrationBuilder.DropTable(
                name: "account_passkey");

            migrationBuilder.DropTable(
                name: "account_token");

            migrationBuilder.DropTable(
                name: "adverse_event");

            migrationBuilder.DropTable(
                name: "after_link");

            migrationBuilder.DropTable(
                name: "appointment_slot");

            migrationBuilder.DropTable(
                name: "audit_anchor");

            migrationBuilder.DropTable(
                name: "audit_entry");

            migrationBuilder.DropTable(
                name: "audit_head");

            migrationBuilder.DropTable(
                name: "clinic_instrument");

            migrationBuilder.DropTable(
                name: "clinic_setting");

            migrationBuilder.DropTable(
                name: "consent");

            migrationBuilder.DropTable(
                name: "course_change");

            migrationBuilder.DropTable(
                name: "course_review");

            migrationBuilder.DropTable(
                name: "data_protection_key");

            migrationBuilder.DropTable(
                name: "discharge");

            migrationBuilder.DropTable(
                name: "earlier_version");

            migrationBuilder.DropTable(
                name: "intake");

            migrationBuilder.DropTable(
                name: "intake_link");

            migrationBuilder.DropTable(
                name: "letter");

            migrationBuilder.DropTable(
                name: "licence");

            migrationBuilder.DropTable(
                name: "measured_course");

            migrationBuilder.DropTable(
                name: "measurement");

            migrationBuilder.DropTable(
                name: "membership");

            migrationBuilder.DropTable(
                name: "needle_lot");

            migrationBuilder.DropTable(
                name: "outbox_mail");

            migrationBuilder.DropTable(
                name: "pain_drawing");

            migrationBuilder.DropTable(
                name: "patient_key");

            migrationBuilder.DropTable(
                name: "patient_merge");

            migrationBuilder.DropTable(
                name: "point_group");

            migrationBuilder.DropTable(
                name: "reading_link");

            migrationBuilder.DropTable(
                name: "registry_cut");

            migrationBuilder.DropTable(
                name: "registry_key");

            migrationBuilder.DropTable(
                name: "reminder");

            migrationBuilder.DropTable(
                name: "report_part");

            migrationBuilder.DropTable(
                name: "resolution");

            migrationBuilder.DropTable(
                name: "session");

            migrationBuilder.DropTable(
                name: "session_event");

            migrationBuilder.DropTable(
                name: "session_lot");

            migrationBuilder.DropTable(
                name: "setup_link");

            migrationBuilder.DropTable(
                name: "after_question");

            migrationBuilder.DropTable(
                name: "reading_request");

            migrationBuilder.DropTable(
                name: "screening");

            migrationBuilder.DropTable(
                name: "needling_session");

            migrationBuilder.DropTable(
                name: "appointment");

            migrationBuilder.DropTable(
                name: "plan");

            migrationBuilder.DropTable(
                name: "account");

            migrationBuilder.DropTable(
                name: "room");

            migrationBuilder.DropTable(
                name: "assessment");

            migrationBuilder.DropTable(
                name: "patient");

            migrationBuilder.DropTable(
                name: "clinic");
        }
    }
}
