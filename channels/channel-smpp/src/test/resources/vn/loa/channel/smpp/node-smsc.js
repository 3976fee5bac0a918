// An SMSC made of node-smpp: says on standard output what it hears, a JSON value a line, and ends
// when its standard input does.
const smpp = require('smpp');

const say = (what) => console.log(JSON.stringify(what));
const text = (message) => (message && message.message !== undefined ? message.message : message);
let ids = 0;

function bind(session, pdu) {
  const known = pdu.system_id === 'loa' && pdu.password === 'secret';
  session.send(pdu.response({
    system_id: 'node-smpp',
    command_status: known ? smpp.ESME_ROK : smpp.ESME_RINVPASWD,
  }));
  if (!known) {
    session.close();
  }
}

function submit(session, pdu) {
  const id = 'n-' + ++ids;
  say({ submit: text(pdu.short_message), to: pdu.destination_addr });
  session.send(pdu.response({ message_id: id }));
  if (pdu.registered_delivery) {
    session.deliver_sm({
      esm_class: smpp.ESM_CLASS.MC_DELIVERY_RECEIPT,
      source_addr: pdu.destination_addr,
      destination_addr: pdu.source_addr,
      short_message: `id:${id} sub:001 dlvrd:001 submit date:2611230800 done date:2611230801 `
        + 'stat:DELIVRD err:000 text:',
    });
  }
}

function deliverAnswer(pdu) {
  say({ receiptAnswered: pdu.command_status });
}

const server = smpp.createServer((session) => {
  session.on('error', () => {});
  ['bind_transceiver', 'bind_transmitter', 'bind_receiver'].forEach((kind) =>
    session.on(kind, (pdu) => bind(session, pdu)));
  session.on('submit_sm', (pdu) => submit(session, pdu));
  session.on('deliver_sm_resp', deliverAnswer);
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => {
    say({ unbind: true });
    session.send(pdu.response());
  });
});
server.listen(0, '127.0.0.1', () => say({ port: server.address().port }));
process.stdin.resume().on('end', () => process.exit());
