-- What a dispatch store keeps. An administrator may run this file instead of the store, with
-- "SET search_path TO loa" before it; the store then finds version 1 and changes nothing.

-- Which version of these tables is here.
CREATE TABLE version (
  version    int         NOT NULL PRIMARY KEY,
  applied_at timestamptz NOT NULL DEFAULT now()
);

-- The names of channels, each kept once.
CREATE TABLE channel (
  id   smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE
);

-- One row for a campaign, as long as its key is known.
CREATE TABLE campaign (
  number          int     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key             text    NOT NULL UNIQUE,
  record          bytea   NOT NULL,                -- as it was started
  complete        boolean NOT NULL DEFAULT false,  -- its last chunk is here
  paused          boolean NOT NULL DEFAULT false,
  cancelled       boolean NOT NULL DEFAULT false,
  urgency         text    NOT NULL,                -- its lane now
  not_before      text    NOT NULL,                -- ISO 8601
  given_up_before bigint  NOT NULL DEFAULT 0,      -- second of Unix time: receipts of what was sent
                                                   -- earlier are not awaited any more
  unconfirmed     bigint  NOT NULL DEFAULT 0,      -- of these, without one when it was given up
  finished        boolean NOT NULL DEFAULT false,  -- nothing is to happen but late receipts
  summary         bytea                            -- all that is left of it, or null
);

-- One row for up to 1,000 recipients: the only one that is updated while they are sent to. A part
-- for each campaign, as of the next three tables, which is dropped when only its summary is kept.
CREATE TABLE chunk (
  campaign    int      NOT NULL,
  number      int      NOT NULL,
  recipients  bytea    NOT NULL,
  version     int      NOT NULL DEFAULT 0,      -- of its last entry
  leased      boolean  NOT NULL DEFAULT false,
  lease_until timestamptz,                      -- by the clock of this server
  holder      text,                             -- the store that leased it last
  epoch       bigint   NOT NULL DEFAULT 0,      -- of its last lease: how many there were
  route       smallint NOT NULL DEFAULT 0,      -- of its last lease
  due0        bigint,                           -- when the first delivery waiting for a channel is
  due1        bigint,                           -- due: 0 for now, milliseconds of Unix time, or
  due2        bigint,                           -- null when none waits
  due3        bigint,
  queued      smallint NOT NULL,                -- deliveries by state, before receipts
  deferred    smallint NOT NULL DEFAULT 0,
  attempted   smallint NOT NULL DEFAULT 0,
  sent        smallint NOT NULL DEFAULT 0,
  unconfirmed smallint NOT NULL DEFAULT 0,
  refused     smallint NOT NULL DEFAULT 0,
  expired     smallint NOT NULL DEFAULT 0,
  cancelled   smallint NOT NULL DEFAULT 0,
  in_doubt    smallint NOT NULL DEFAULT 0,
  dead        smallint NOT NULL DEFAULT 0,
  reasons     text[],                           -- by state as above, the reason met first
  changed     bigint   NOT NULL DEFAULT 0,      -- second of Unix time
  PRIMARY KEY (campaign, number)
) PARTITION BY LIST (campaign);

-- What happened to deliveries of a chunk, in order; never changed.
CREATE TABLE entry (
  campaign int    NOT NULL,
  chunk    int    NOT NULL,
  version  int    NOT NULL,
  epoch    bigint NOT NULL,                     -- of the lease it happened under
  octets   bytea  NOT NULL,
  PRIMARY KEY (campaign, chunk, version)
) PARTITION BY LIST (campaign);

-- What receipts will name; never changed.
CREATE TABLE reference (
  number   bigint   NOT NULL,                   -- or the hash of a text
  sent     bigint   NOT NULL,                   -- second of Unix time
  campaign int      NOT NULL,
  chunk    int      NOT NULL,
  place    smallint NOT NULL,                   -- of the delivery in its chunk
  channel  smallint NOT NULL,
  text     text
) PARTITION BY LIST (campaign);
CREATE INDEX reference_number ON reference USING hash (number);
CREATE INDEX reference_sent ON reference USING brin (sent);

-- What receipts proved, one row for each time some were taken; never changed.
CREATE TABLE proof (
  campaign  int    NOT NULL,
  version   int    NOT NULL,                    -- counts up
  delivered int    NOT NULL,                    -- how many
  refused   int    NOT NULL,
  late      int    NOT NULL,                    -- of these: were unconfirmed
  reason    text,                               -- of the first that was refused
  octets    bytea  NOT NULL,                    -- which, and when
  PRIMARY KEY (campaign, version)
) PARTITION BY LIST (campaign);

-- Deliveries in doubt, by whom a receipt of an unknown reference may be about. Never many.
CREATE TABLE doubt (
  campaign  int      NOT NULL,
  chunk     int      NOT NULL,
  place     smallint NOT NULL,
  channel   smallint NOT NULL,
  address   text     NOT NULL,
  attempted bigint   NOT NULL,                  -- second of Unix time
  PRIMARY KEY (campaign, chunk, place)
);
CREATE INDEX doubt_address ON doubt (channel, address);

-- Receipts whose reference is not known yet.
CREATE TABLE waiting (
  channel smallint NOT NULL,
  number  bigint   NOT NULL,
  text    text     NOT NULL,                    -- empty where the reference is a number
  octets  bytea    NOT NULL,
  since   bigint   NOT NULL,                    -- millisecond of Unix time
  PRIMARY KEY (channel, number, text)
);
CREATE INDEX waiting_since ON waiting (since);

-- Who may use how much of an account's rate.
CREATE TABLE share (
  account      text NOT NULL,
  holder       text NOT NULL,
  units        int  NOT NULL,                   -- that it may use
  until        timestamptz NOT NULL,            -- then it uses none any more
  wanted       int  NOT NULL,
  PRIMARY KEY (account, holder)
);

-- What somebody gave back of it, and nobody else may use yet.
CREATE TABLE rest (
  account text NOT NULL,
  holder  text NOT NULL,
  units   int  NOT NULL,
  until   timestamptz NOT NULL
);

-- How many transactions a store has made: so it can ask, when it did not hear, whether one was.
CREATE TABLE mark (
  holder text        NOT NULL PRIMARY KEY,
  made   bigint      NOT NULL,
  at     timestamptz NOT NULL DEFAULT now()
);

INSERT INTO version (version) VALUES (1);
