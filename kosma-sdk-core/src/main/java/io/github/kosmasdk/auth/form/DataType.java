package io.github.kosmasdk.auth.form;

/** What an {@link Input} asks for. New kinds are added by the service without notice. */
public enum DataType {
    /** A personal number, as in the Nordic countries. */
    PNO,
    /** An IBAN. */
    IBAN,
    /** The registration number of an organisation. */
    ORGANIZATION_REGISTRATION_ID,
    /** Nothing in particular. */
    UNKNOWN
}
