package vn.loa.plan.json;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.net.URI;
import java.util.List;

/** A published schema, as another program applies it. */
final class Schema {

  private final Validator validator = new ValidatorFactory().createValidator();
  private final URI uri;

  Schema(String text) {
    this.uri = validator.registerSchema(URI.create("urn:under-test"), text);
  }

  /** What it finds wrong; empty for a valid file. */
  List<String> errors(String json) {
    return validator.validate(uri, json).getErrors().stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getError())
        .toList();
  }
}
