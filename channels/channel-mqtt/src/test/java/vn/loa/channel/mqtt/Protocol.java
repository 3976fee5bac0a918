package vn.loa.channel.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/** The published schema, as another program applies it. */
final class Protocol {

  private static final String SCHEMA = "speaker-v1.schema.json";

  private final Validator validator = new ValidatorFactory().createValidator();

  Protocol() throws IOException {
    try (InputStream in = StandardLayout.class.getResourceAsStream(SCHEMA)) {
      String text = new String(Objects.requireNonNull(in, SCHEMA).readAllBytes(), UTF_8);
      validator.registerSchema(URI.create("urn:loa:speaker:1"), text);
    }
  }

  /** What it finds wrong; empty for a message that is valid. */
  List<String> errors(String definition, byte[] payload) {
    return errors(definition, new String(payload, UTF_8), "");
  }

  /** As {@link #errors}, and names every member that the schema does not. */
  List<String> strictErrors(String definition, byte[] payload) {
    return errors(definition, new String(payload, UTF_8), ",\"unevaluatedProperties\":false");
  }

  private List<String> errors(String definition, String json, String more) {
    URI uri = URI.create("urn:under-test:" + definition + (more.isEmpty() ? "" : "-strict"));
    validator.registerSchema(
        uri,
        "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\","
            + "\"$ref\":\"urn:loa:speaker:1#/$defs/"
            + definition
            + "\""
            + more
            + "}");
    return validator.validate(uri, json).getErrors().stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getError())
        .toList();
  }
}
