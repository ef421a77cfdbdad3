package io.github.kosmasdk.playground;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The data files of the simulator. */
final class Resources {
    private static final YAMLMapper YAML = new YAMLMapper();

    private Resources() {}

    static JsonNode yaml(String path) {
        try (InputStream in = Resources.class.getResourceAsStream(path)) {
            return YAML.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
