package vn.loa.sms;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whose subscriber a number is. */
public enum Operator {
  VIETTEL,
  VINAPHONE,
  MOBIFONE,
  VIETNAMOBILE,
  GMOBILE,
  /** Formerly Reddi. */
  WINTEL,
  /** Of Indochina Telecom (Đông Dương Telecom). */
  ITEL,
  /** Any operator outside Vietnam. */
  FOREIGN,
  /** No prefix tells. */
  UNKNOWN;

  private static final Map<String, Operator> BY_NAME =
      Map.ofEntries(
          entry("viettel", VIETTEL),
          entry("viettelmobile", VIETTEL),
          entry("vt", VIETTEL),
          entry("vinaphone", VINAPHONE),
          entry("vina", VINAPHONE),
          entry("vnpt", VINAPHONE),
          entry("vnptvinaphone", VINAPHONE),
          entry("mobifone", MOBIFONE),
          entry("mobi", MOBIFONE),
          entry("vms", MOBIFONE),
          entry("vmsmobifone", MOBIFONE),
          entry("vietnamobile", VIETNAMOBILE),
          entry("vietnammobile", VIETNAMOBILE),
          entry("vnm", VIETNAMOBILE),
          entry("gmobile", GMOBILE),
          entry("gtel", GMOBILE),
          entry("gtelmobile", GMOBILE),
          entry("wintel", WINTEL),
          entry("reddi", WINTEL),
          entry("itel", ITEL),
          entry("itelecom", ITEL),
          entry("indochina", ITEL),
          entry("indochinatelecom", ITEL),
          entry("dongduong", ITEL),
          entry("dongduongtelecom", ITEL));

  /**
   * The Vietnamese operator that people call so: {@code Viettel}, {@code VNPT}, {@code Vina Phone},
   * {@code Đông Dương Telecom}. Case, marks, spaces and dashes do not matter.
   */
  public static Optional<Operator> named(String name) {
    return Optional.ofNullable(BY_NAME.get(plain(name)));
  }

  private static String plain(String name) {
    return Unaccented.of(name).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
