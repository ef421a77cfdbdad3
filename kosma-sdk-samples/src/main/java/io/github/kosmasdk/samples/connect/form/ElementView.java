package io.github.kosmasdk.samples.connect.form;

import java.util.List;

/**
 * One element of a bank's form as a page shows it. Texts are empty where there are none; {@code name} is the name of the
 * field in the page, from which the answer is read.
 */
public sealed interface ElementView {

    /**
     * Which fragment of the page shows it.
     *
     * @return the name of the fragment
     */
    String kind();

    /**
     * A text.
     *
     * @param id its id, so that fields can say that it describes them
     * @param content the text
     * @param help whether it helps with a field
     */
    record Text(String id, String content, boolean help) implements ElementView {
        @Override
        public String kind() {
            return "text";
        }
    }

    /**
     * A link.
     *
     * @param label its text
     * @param href where it leads, empty when that is no page of the web
     */
    record Link(String label, String href) implements ElementView {
        @Override
        public String kind() {
            return "link";
        }
    }

    /**
     * Elements that belong together.
     *
     * @param style how the box looks, such as {@code warning}; empty for no box
     * @param horizontal whether they stand beside one another
     * @param content the elements
     */
    record Box(String style, boolean horizontal, List<ElementView> content) implements ElementView {
        @Override
        public String kind() {
            return "box";
        }
    }

    /**
     * A field for text.
     *
     * @param name its name
     * @param label its label
     * @param type the type of the HTML element
     * @param value what stands in it
     * @param placeholder what stands in it while it is empty
     * @param inputMode which keyboard a phone shows
     * @param autocomplete what a browser may fill in
     * @param maxLength how many characters fit, 0 for no limit
     * @param mask how the characters are laid out: {@code 0}, {@code A} and {@code _} where a digit, a letter or either is
     *     typed, separators as they are
     * @param hint how it is to be written
     * @param readOnly whether it cannot be changed
     * @param required whether it is needed
     * @param errors what is wrong with what was sent
     * @param describedBy ids of what describes it
     */
    record Input(
            String name,
            String label,
            String type,
            String value,
            String placeholder,
            String inputMode,
            String autocomplete,
            int maxLength,
            String mask,
            String hint,
            boolean readOnly,
            boolean required,
            List<String> errors,
            String describedBy)
            implements ElementView {
        @Override
        public String kind() {
            return "input";
        }
    }

    /**
     * A switch.
     *
     * @param name its name
     * @param label its label
     * @param on whether it is on
     * @param errors what is wrong
     */
    record Toggle(String name, String label, boolean on, List<String> errors) implements ElementView {
        @Override
        public String kind() {
            return "toggle";
        }
    }

    /**
     * Something to choose, with or without fields behind each option.
     *
     * @param name its name
     * @param label its label
     * @param type {@code radio} or {@code checkbox}
     * @param hint how many may be chosen
     * @param options the options
     * @param errors what is wrong
     * @param describedBy ids of what describes it
     */
    record Options(
            String name,
            String label,
            String type,
            String hint,
            List<Option> options,
            List<String> errors,
            String describedBy)
            implements ElementView {
        @Override
        public String kind() {
            return "options";
        }
    }

    /**
     * An option.
     *
     * @param id its id
     * @param value its value
     * @param label its label
     * @param description more about it
     * @param badge a short text beside it
     * @param badgeImage a small picture beside it, a data URI
     * @param disabled whether it cannot be chosen
     * @param chosen whether it is chosen
     * @param content the fields behind it
     */
    record Option(
            String id,
            String value,
            String label,
            String description,
            String badge,
            String badgeImage,
            boolean disabled,
            boolean chosen,
            List<ElementView> content) {}

    /**
     * A pattern to draw over numbered cells.
     *
     * @param name its name
     * @param label its label
     * @param rows the numbers of the cells, from 1 on, row by row; empty when they are too many to show
     * @param errors what is wrong
     */
    record Padlock(String name, String label, List<List<Integer>> rows, List<String> errors) implements ElementView {
        @Override
        public String kind() {
            return "padlock";
        }
    }

    /**
     * A picture.
     *
     * @param label what stands above it
     * @param alt what it shows
     * @param src a data URI, empty when it cannot be shown
     * @param resizable whether its size can be changed
     * @param code whether it is a code for another device, which needs a white frame
     */
    record Image(String label, String alt, String src, boolean resizable, boolean code) implements ElementView {
        @Override
        public String kind() {
            return "image";
        }
    }

    /** A flickering code. There is one in a form; its frames have an address of their own. */
    record Flicker() implements ElementView {
        @Override
        public String kind() {
            return "flicker";
        }
    }

    /**
     * Something that this application does not know.
     *
     * @param type what the bank calls it
     */
    record Unknown(String type) implements ElementView {
        @Override
        public String kind() {
            return "unknown";
        }
    }
}
