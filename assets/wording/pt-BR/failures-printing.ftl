# What can happen when printing: title, .safe, .next.

failure-printer-unreachable = Aguardando a impressora ficar pronta
    .safe = O que você informou está guardado.
    .next = A impressão sai assim que ela estiver pronta. Um atendente está vindo.

failure-printer-untrusted = Aguardando a impressora ficar pronta
    .safe = O que você informou está guardado.
    .next = A impressão sai assim que ela estiver pronta. Um atendente está vindo.

failure-printer-busy = Aguardando outra impressão terminar
    .safe = O que você informou está guardado.
    .next = A sua sai logo depois. Aguarde aqui, por favor.

failure-printer-out-of-paper = Acabou o papel da impressora
    .safe = O que você informou está guardado.
    .next = Um atendente vai colocar papel. Aguarde aqui, por favor.

failure-printer-wrong-paper = Aguardando outro papel
    .safe = O que você informou está guardado.
    .next = Um atendente vai trocar o papel. Aguarde aqui, por favor.

failure-printer-jam = O papel parou dentro da impressora
    .safe = O que você informou está guardado.
    .next = Um atendente vai retirá-lo. Aguarde aqui, por favor.

failure-printer-cover-open = A tampa da impressora está aberta
    .safe = O que você informou está guardado.
    .next = Um atendente vai fechá-la. Aguarde aqui, por favor.

failure-printer-out-of-ink = A impressora precisa de manutenção
    .safe = O que você informou está guardado.
    .next = Um atendente vai trocar o toner. Aguarde aqui, por favor.

failure-printer-output-full = A bandeja de saída da impressora está cheia
    .safe = O que você informou está guardado.
    .next = Retire o seu papel, por favor. Um atendente também está vindo.

failure-printer-stopped = A impressora parou
    .safe = O que você informou está guardado.
    .next = Um atendente está vindo. Aguarde aqui, por favor.

failure-printer-not-accepting = Aguardando a impressora ficar pronta
    .safe = O que você informou está guardado.
    .next = A impressão sai assim que ela estiver pronta. Um atendente está vindo.

failure-printer-refused = Esta impressora não consegue imprimir
    .safe = O que você informou está guardado.
    .next = Leve o seu número ao guichê. Lá o papel será preparado.

failure-printer-refused-format = Esta impressora não consegue imprimir
    .safe = O que você informou está guardado.
    .next = Leve o seu número ao guichê. Lá o papel será preparado.

failure-printer-garbled = Aguardando a impressora ficar pronta
    .safe = O que você informou está guardado.
    .next = A impressão sai assim que ela estiver pronta. Um atendente está vindo.

failure-printer-cancelled = A impressão foi interrompida
    .safe = O que você informou está guardado.
    .next = Leve o seu número ao guichê. Lá o papel será preparado.

failure-printer-aborted = A impressão parou no meio
    .safe = O que você informou está guardado.
    .next = Um atendente está vindo. Deixe o papel onde está, por favor.

failure-printer-outcome-unknown = Estamos verificando se o papel saiu
    .safe = O que você informou está guardado.
    .next = Um atendente vai olhar o papel. Aguarde aqui, por favor.

failure-printer-no-journal = Não é possível imprimir agora
    .safe = O que você informou está guardado.
    .next = Leve o seu número ao guichê. Lá o papel será preparado.

failure-printer-login-refused = Aguardando a impressora ficar pronta
    .safe = O que você informou está guardado.
    .next = A impressão sai assim que ela estiver pronta. Um atendente está vindo.
