package vn.loa.reporting.document;

import org.jspecify.annotations.Nullable;

/** A piece of a document, one below the other. */
public sealed interface Block
    permits Block.Heading, Block.Paragraph, Block.Field, Table, Block.Picture {

  /** For a {@code switch}, until patterns may be switched on. */
  enum Kind {
    HEADING,
    PARAGRAPH,
    FIELD,
    TABLE,
    PICTURE
  }

  Kind kind();

  /** Begins a section. */
  record Heading(String text) implements Block {
    @Override
    public Kind kind() {
      return Kind.HEADING;
    }
  }

  /** Running text; a line feed in it is a line break. */
  record Paragraph(String text) implements Block {
    @Override
    public Kind kind() {
      return Kind.PARAGRAPH;
    }
  }

  /**
   * What a person fills in.
   *
   * @param text null while nobody has: paper and page leave room for it
   */
  record Field(String label, @Nullable String text) implements Block {
    @Override
    public Kind kind() {
      return Kind.FIELD;
    }
  }

  /**
   * What a table says, drawn. Pages show both; what cannot show it writes the table only.
   *
   * @param key stable, unique among the pictures of a document: file name of its SVG
   * @param svg one well-formed {@code svg} element without a script, which has a title
   */
  record Picture(String key, String title, String svg, Table table) implements Block {
    @Override
    public Kind kind() {
      return Kind.PICTURE;
    }
  }
}
