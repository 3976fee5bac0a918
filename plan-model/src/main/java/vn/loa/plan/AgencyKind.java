package vn.loa.plan;

/** What sort of body an agency is. */
public enum AgencyKind {
  PARTY,
  FRONT,
  DEPARTMENT,
  /** District, urban or rural, and the city of Thủ Đức. */
  DISTRICT,
  /** Ward, commune or township. */
  COMMUNE,
  PRESS,
  TELECOM,
  /** A part of the grass-roots information system. */
  GRASSROOTS
}
