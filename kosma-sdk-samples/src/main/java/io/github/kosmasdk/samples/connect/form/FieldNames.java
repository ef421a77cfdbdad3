package io.github.kosmasdk.samples.connect.form;

import io.github.kosmasdk.auth.form.Form;
import java.util.ArrayList;
import java.util.List;

/** The names of a form's fields in a page: plain numbers, as the keys of banks can hold anything. */
final class FieldNames {

    private final List<String> keys;

    FieldNames(Form form) {
        keys = new ArrayList<>(form.answerableKeys());
    }

    String of(String key) {
        return "field-" + keys.indexOf(key);
    }
}
