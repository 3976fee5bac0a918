package vn.loa.reporting;

import org.jspecify.annotations.Nullable;

/**
 * A place in which messages are heard.
 *
 * @param code as recipients name it: {@code q1-p3}
 * @param parent code of the area around it, or null
 */
public record Area(String code, String name, @Nullable String parent) {}
