CREATE TABLE IF NOT EXISTS kosma_consent (
    id                 VARCHAR(36) PRIMARY KEY,
    version            BIGINT NOT NULL,
    state              VARCHAR(20) NOT NULL,
    psu_reference      VARCHAR(200),
    customer_reference VARCHAR(200),
    bank_country       VARCHAR(2),
    bank_code          VARCHAR,
    created_at         TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    last_use_at        TIMESTAMP(6) WITH TIME ZONE,
    refresh_due_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    token              VARCHAR,
    token_key_id       VARCHAR,
    lease_holder       VARCHAR(1000),
    lease_until        TIMESTAMP(6) WITH TIME ZONE,
    lease_abandoned_by VARCHAR(1000),
    details            VARCHAR NOT NULL
);

CREATE INDEX IF NOT EXISTS kosma_consent_psu ON kosma_consent (psu_reference, id);
CREATE INDEX IF NOT EXISTS kosma_consent_customer ON kosma_consent (customer_reference, id);
CREATE INDEX IF NOT EXISTS kosma_consent_bank ON kosma_consent (bank_country, bank_code, id);
CREATE INDEX IF NOT EXISTS kosma_consent_refresh ON kosma_consent (state, refresh_due_at);
