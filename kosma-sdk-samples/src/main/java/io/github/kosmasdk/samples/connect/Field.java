package io.github.kosmasdk.samples.connect;

/**
 * A field of a form, as {@code fields.html} shows it.
 *
 * @param name its name, which is its id too
 * @param label what stands above it
 * @param value what was typed
 * @param inputMode the keyboard that a phone shows for it
 */
record Field(String name, String label, String value, String inputMode) {}
