package vn.loa.simulator;

import java.util.Map;

/**
 * What an SMSC has counted since it started. A command_status is a number of SMPP 3.4 §5.1.3, 0 for
 * ESME_ROK.
 *
 * @param submits submit_sm that came, one for each part, also those that were refused
 * @param answers submit_sm by the command_status decided for them, also where the answer was then
 *     late, lost with its connection or never given
 * @param bindsAccepted binds answered ESME_ROK
 * @param bindsRefused binds answered otherwise
 * @param enquireLinks enquire_link that came
 * @param enquireAnswers enquire_link_resp that came
 * @param receiptsBrought receipts that were sent, each time
 * @param receiptAnswers receipts that were answered, by command_status
 * @param unbinds unbind that came
 * @param mostOutstanding the most submit_sm that one connection had without an answer at a time,
 *     those that are never answered too; how many of them a single read brought counts as well
 * @param mostInASecond the most submit_sm within any one second, by when they were read
 */
public record SmscCounts(
    long submits,
    Map<Integer, Long> answers,
    long bindsAccepted,
    long bindsRefused,
    long enquireLinks,
    long enquireAnswers,
    long receiptsBrought,
    Map<Integer, Long> receiptAnswers,
    long unbinds,
    int mostOutstanding,
    int mostInASecond) {}
