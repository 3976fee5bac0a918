package vn.loa.channel.smpp;

/** What all submit_sm of a message have in common. */
record SubmitFields(
    Sender sender, SmppProfile profile, Times times, int priority, SmscCoding coding) {}
