package io.github.kosmasdk.auth.form;

import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.mask.Masks;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the bank asks of the consumer in one step, to be shown and answered.
 *
 * <pre>{@code
 * try (FormAnswer answer = form.answer()
 *         .put("user", "embedded")
 *         .put("password", typedCharacters)
 *         .build()) {
 *     ...
 * }
 * }</pre>
 *
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/xs2a-form/container.html">the form</a>
 */
public final class Form {

    private static final String SUPPORTED_MAJOR = "1";

    private final String identifier;
    private final @Nullable String version;
    private final List<FormElement> elements;
    private final List<FormElement> allElements;
    private final @Nullable String key;

    /**
     * Creates it. Forms come with the steps of the Auth API; this is for tests of an application.
     *
     * @param identifier which form it is
     * @param version the version of the format, {@code null} when not said
     * @param elements the elements from top to bottom
     * @param key the JWT with the RSA key for the answer, {@code null} when there is none
     */
    public Form(String identifier, @Nullable String version, List<FormElement> elements, @Nullable String key) {
        this.identifier = Objects.requireNonNull(identifier, "identifier");
        this.version = version;
        this.elements = List.copyOf(elements);
        this.key = key;
        List<FormElement> all = new ArrayList<>();
        walk(this.elements, all::add);
        this.allElements = List.copyOf(all);
    }

    /**
     * Which form it is. The answer names it.
     *
     * @return the identifier, empty text when the service gave none
     */
    public String identifier() {
        return identifier;
    }

    /**
     * The version of the format. Forms of another major version than 1 can be read as far as they are understood, but
     * not answered.
     *
     * @return the version, empty when absent
     */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    /**
     * The elements from top to bottom. {@link ContextBlock} and {@link Switchable} hold further ones.
     *
     * @return the elements
     */
    public List<FormElement> elements() {
        return elements;
    }

    /**
     * All elements, each followed by the ones inside it, those of every option of a {@link Switchable} too.
     *
     * @return the elements in reading order
     */
    public List<FormElement> allElements() {
        return allElements;
    }

    /**
     * All elements whose value is sent back, in reading order, those of every option of a {@link Switchable} too.
     *
     * @return the fields
     */
    public List<FormField> fields() {
        return only(FormField.class);
    }

    /**
     * All texts to type, in reading order, those of every option of a {@link Switchable} too.
     *
     * @return the inputs
     */
    public List<Input> inputs() {
        return only(Input.class);
    }

    /**
     * The field with a key. Options of a {@link Switchable} may use a key again; then it is the first.
     *
     * @param key the key
     * @return the field, empty when there is none
     */
    public Optional<FormField> element(String key) {
        return fields().stream().filter(field -> field.key().equals(key)).findFirst();
    }

    /**
     * The keys that can be answered, in reading order, those of unknown elements too.
     *
     * @return the keys
     */
    public Set<String> answerableKeys() {
        return answerableKeys(elements);
    }

    static Set<String> answerableKeys(List<FormElement> elements) {
        Set<String> keys = new LinkedHashSet<>();
        walk(elements, element -> {
            if (element instanceof FormField field) {
                keys.add(field.key());
            } else if (element instanceof UnknownElement unknown) {
                unknown.key().ifPresent(keys::add);
            }
        });
        return Texts.ordered(keys);
    }

    /**
     * Whether the service sent the form back because the last answer broke rules.
     *
     * @return {@code true} when a field says so
     */
    public boolean hasValidationErrors() {
        return fields().stream().anyMatch(field -> !field.validationErrors().isEmpty());
    }

    /**
     * Begins an answer.
     *
     * @return a builder for one answer
     * @throws KosmaUsageException when the form has a major version that this version of the SDK does not know, or no
     *     identifier
     */
    public FormAnswer.Builder answer() {
        if (version != null && !version.strip().split("\\.", 2)[0].equals(SUPPORTED_MAJOR)) {
            throw new KosmaUsageException("This form has format version " + Masks.label(version)
                    + ", this SDK can answer version 1.x only: update the SDK, or let the consumer use the XS2A App.");
        }
        if (identifier.isEmpty()) {
            throw new KosmaUsageException(
                    "This form came without a form_identifier and cannot be answered: read the step again.");
        }
        return new FormAnswer.Builder(this);
    }

    @Nullable
    String key() {
        return key;
    }

    private <T extends FormElement> List<T> only(Class<T> kind) {
        return allElements.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static void walk(List<FormElement> elements, Consumer<FormElement> visitor) {
        for (FormElement element : elements) {
            visitor.accept(element);
            if (element instanceof ContextBlock block) {
                walk(block.content(), visitor);
            } else if (element instanceof Switchable switchable) {
                switchable.options().forEach(option -> walk(option.content(), visitor));
            }
        }
    }

    @Override
    public String toString() {
        return "Form[identifier=" + Masks.label(identifier) + ", version="
                + version().map(Masks::label).orElse("none") + ", elements=" + elements + "]";
    }
}
