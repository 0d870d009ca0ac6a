# Words of the screens.

kiosk-key-start = Começar
kiosk-key-next = Avançar
kiosk-key-back = Voltar
kiosk-key-quit = Sair
kiosk-key-staff = Pedir ajuda
kiosk-key-right = Está certo
kiosk-key-fine = Certo
kiosk-key-finish = Encerrar
kiosk-key-stay = Continuar usando
kiosk-key-edit = Alterar
kiosk-key-without-card = Sem cartão ou não quero usá-lo
kiosk-key-without-pin = Não sei a senha
    .second = É possível seguir sem ela
kiosk-word-erase = Apagar
kiosk-word-clear = Limpar
kiosk-word-space = Espaço
kiosk-word-shift = abc
kiosk-word-unshift = ABC
kiosk-word-small = Pequeno
kiosk-word-convert = Kanji
kiosk-word-erase-one = Apagar
kiosk-word-dakuten = Dakuten
kiosk-word-handakuten = Handakuten
kiosk-word-long-vowel = Vogal longa
kiosk-word-more = Mais
kiosk-word-about = Explicar
kiosk-word-close = Fechar
kiosk-word-up = Subir
kiosk-word-down = Descer
kiosk-word-page = Página { $page }/{ $pages }
kiosk-word-seconds = segundos
# Between two parts of what is read aloud.
kiosk-word-pause = {". "}
kiosk-tool-looks = Tela
kiosk-sheet-language = Escolha o idioma
kiosk-sheet-looks = Deixe a tela mais fácil de usar
kiosk-look-text = Tamanho das letras
kiosk-look-text-1 = Normal
kiosk-look-text-1-3 = Grande
kiosk-look-text-1-6 = Muito grande
kiosk-look-contrast = Cores
kiosk-look-contrast-normal = Normal
kiosk-look-contrast-dark = Escuro
kiosk-look-contrast-strong = Forte
kiosk-look-low = Altura dos botões
kiosk-look-low-off = Normal
kiosk-look-low-on = Mais baixa
kiosk-look-left = Sua mão
kiosk-look-left-off = Direita
kiosk-look-left-on = Esquerda
kiosk-look-voice = Voz
kiosk-look-voice-off = Desligada
kiosk-look-voice-on = Ligada
kiosk-word-picked = escolhido
kiosk-word-place = { $place } de { $count }
kiosk-word-digits = { $digits } dígitos informados
kiosk-word-low = Todos os botões estão na parte de baixo
kiosk-unread = ※ Tradução ainda não revisada. Vale o texto em japonês.
kiosk-staff-called-short = Chamado
kiosk-staff-called = O atendente foi chamado.
kiosk-reason = Por quê?

kiosk-heading-city = Prefeitura de { $city }
kiosk-heading-purpose = Escolha o procedimento
kiosk-heading-okuyami = Após um falecimento
kiosk-heading-juminhyo = Atestado de residência
kiosk-heading-tennyu = Mudança para cá
kiosk-heading-tenkyo = Mudança na cidade
kiosk-heading-tenshutsu = Saída da cidade
kiosk-heading-setai-change = Mudança no domicílio
kiosk-heading-certificates = Certidões
kiosk-phase-card = Cartão
kiosk-phase-questions = Responder
kiosk-phase-check = Conferir
kiosk-phase-receive = Receber
kiosk-count = { $place }/{ $total }
kiosk-count-about = { $place }/~{ $total }

kiosk-attract = Formulários sem escrever à mão
    .sub = Responda e a máquina preenche os papéis.
    .steps = Como funciona
kiosk-attract-step-answer = Responda às perguntas
    .second = Uma de cada vez.
kiosk-attract-step-form = Os formulários ficam prontos
    .second = Não é preciso escrever nome e endereço.
kiosk-attract-step-sign = Confira no guichê
    .second = Leve ao guichê o papel com o seu número.

kiosk-purpose = O que deseja fazer?
    .lead = Escolha uma opção e toque em Avançar.
kiosk-event-okuyami = Um familiar faleceu
    .second = おくやみ
kiosk-event-juminhyo = Preciso do atestado de residência
    .second = 住民票
kiosk-event-tennyu = Mudei de outra cidade para cá
    .second = 転入
kiosk-event-tenkyo = Mudei dentro da cidade
    .second = 転居
kiosk-event-tenshutsu = Vou sair da cidade
    .second = 転出
kiosk-event-setai-change = Meu domicílio muda
    .second = 世帯変更
kiosk-event-certificates = Preciso de uma certidão
    .second = 住民票・戸籍・税

kiosk-card = Coloque o seu cartão My Number no leitor
    .lead = O lado da foto fica para cima.
kiosk-card-note-number = O seu My Number (12 dígitos) não é lido.
kiosk-card-note-read = São lidos nome, endereço, data de nascimento e sexo.
kiosk-card-waiting = Aguardando o cartão
kiosk-card-checking = Verificando o cartão
kiosk-card-again = O cartão saiu do leitor
    .text = Coloque-o no leitor e deixe-o ali.
kiosk-card-reader-missing = O leitor de cartão não pode ser usado agora
    .text = É possível seguir sem cartão ou chamar um atendente.

kiosk-own-card = Coloque o seu próprio cartão no leitor
    .lead = Guarde o cartão da pessoa falecida, por favor.
kiosk-key-own-card = Seguir sem o meu cartão
kiosk-why-own-card = Este é o cartão da pessoa falecida. Coloque o seu no lugar dele.

kiosk-pin = Digite a sua senha
    .lead = Quatro dígitos. Cubra as teclas com a mão.
kiosk-pin-tries = { $tries ->
    [one] Resta { $tries } tentativa.
   *[other] Restam { $tries } tentativas.
}
kiosk-pin-wrong = A senha não confere
kiosk-numbers = Digite os números do seu cartão
kiosk-numbers-where-birth = A data de nascimento exatamente como está no cartão.
kiosk-numbers-where-expiry = O ano ocidental impresso antes de “まで有効” (válido até).
kiosk-numbers-where-code = Os quatro dígitos sob a foto.
kiosk-numbers-birth = Nascimento (年 月 日)
kiosk-numbers-expiry = Ano de validade
kiosk-numbers-code = Código sob a foto
kiosk-numbers-unit = { $part ->
    [year] 年
    [month] 月
    [day] 日
    [expiry] 年
   *[code] {""}
  }
kiosk-numbers-sample-birth = ○○15年 3月 7日生
kiosk-numbers-sample-expiry = 2031年 3月 7日まで有効
kiosk-numbers-tries = Tentativas restantes: { $tries }
kiosk-numbers-wrong = Não conferem com o cartão
kiosk-key-by-numbers =
    .second = Ler com os números impressos no cartão
kiosk-reading = Lendo o cartão
    .lead = Deixe o cartão no leitor.
kiosk-reading-step = Nome, endereço, nascimento, sexo
kiosk-reading-now = Lendo

kiosk-whose = De quem é este cartão?
    .lead = Escolha uma opção.
kiosk-whose-name = Nome no cartão
kiosk-whose-visitor = É o meu cartão
    .second = Da pessoa que está aqui
kiosk-whose-deceased = É da pessoa falecida
    .second = Trouxe o cartão dela
kiosk-read = Está certo?
    .lead = É o que consta no cartão.
kiosk-read-name = Nome
kiosk-read-address = Endereço
kiosk-read-birth = Data de nascimento
kiosk-read-sex = Sexo
kiosk-read-photo = Foto
    .second = Para o atendente ver. Não é guardada.
kiosk-read-not-there = Não consta no cartão
kiosk-read-differs = Algo não está certo
    .second = Digitar tudo em vez disso
kiosk-read-letters = “{ $letters }” tem formas parecidas. Compare com o seu cartão.
kiosk-read-letter = “{ $letter }” é diferente no cartão
    .second = Escolher pela imagem do cartão
kiosk-letter = Qual é a forma impressa no cartão?
    .lead = Olhe o cartão e escolha a mesma forma.
kiosk-letter-picture = Como está no cartão
kiosk-letter-not-here = Nenhuma destas
    .second = Um atendente virá
kiosk-read-expired = Este cartão venceu em { $day }
    .text = É possível seguir. O novo cartão pode ser pedido na prefeitura.
kiosk-read-erased = Tudo isto é apagado ao encerrar.

kiosk-yes = Sim
kiosk-no = Não
kiosk-dont-know = Não sei
    .second = Verificamos juntos no guichê
kiosk-undecided = A verificar no guichê
kiosk-no-answer = –
kiosk-check-at-counter = A verificar no guichê
kiosk-keyboard-kana = かな
kiosk-keyboard-latin = ABC
kiosk-keyboard-digits = 123
kiosk-candidates = Escolha os caracteres
kiosk-candidate-more = Mais
kiosk-candidate-hint = Se o seu não estiver aqui, siga com “{ $reading }”.
kiosk-letter-forms = Escolha a mesma forma (se não souber, deixe assim)
    .hint = Se não souber, continue assim. O guichê vai conferir.
kiosk-unit-household-remaining-over-15 = {""}
kiosk-unit-cert-copies = {""}
kiosk-unit-juminhyo-copies = {""}

kiosk-part-year = Ano
kiosk-part-month = Mês
kiosk-part-day = Dia
kiosk-era-reiwa = 令和 Reiwa
kiosk-era-heisei = 平成 Heisei
kiosk-era-showa = 昭和 Showa
kiosk-era-taisho = 大正 Taisho
kiosk-era-meiji = 明治 Meiji
kiosk-era-western = Ocidental
kiosk-date = { $day } de { $monthname } de { $western }
kiosk-date-echo = { $weekdayshort }, { $day } de { $monthname } de { $western } ({ $era } { $year })
kiosk-date-short = { $weekdayshort }, { $day } de { $monthname }
kiosk-date-short-year = { $day } de { $monthname } de { $western }
kiosk-weekday-0 = segunda-feira
    .short = seg.
kiosk-weekday-1 = terça-feira
    .short = ter.
kiosk-weekday-2 = quarta-feira
    .short = qua.
kiosk-weekday-3 = quinta-feira
    .short = qui.
kiosk-weekday-4 = sexta-feira
    .short = sex.
kiosk-weekday-5 = sábado
    .short = sáb.
kiosk-weekday-6 = domingo
    .short = dom.
kiosk-month-1 = janeiro
kiosk-month-2 = fevereiro
kiosk-month-3 = março
kiosk-month-4 = abril
kiosk-month-5 = maio
kiosk-month-6 = junho
kiosk-month-7 = julho
kiosk-month-8 = agosto
kiosk-month-9 = setembro
kiosk-month-10 = outubro
kiosk-month-11 = novembro
kiosk-month-12 = dezembro

kiosk-review = Está tudo certo?
    .lead = Toque em Alterar onde algo não estiver certo.

kiosk-boxes = Alguns campos não podem ser preenchidos assim
    .lead = As suas respostas ficam como estão. Altere-as ou deixe os campos em branco.
    .staff = Um atendente está vindo e vai vê-los com você.
kiosk-boxes-group = Campos a preencher no guichê
kiosk-boxes-form = Um campo do formulário
kiosk-key-leave-box = Seguir em branco
kiosk-box-glyph-missing = Esta máquina não tem a forma de { $letters }. Não é trocada por outra letra; a certa é escrita no guichê.
kiosk-box-too-long = Longo demais para o campo. Fica em branco; será preenchido com você no guichê.
kiosk-box-not-digits = O número não tem a quantidade certa de dígitos. O campo fica em branco; será verificado no guichê.
kiosk-box-no-such-choice = O formulário não tem essa opção. Será verificado no guichê.
kiosk-box-era-not-printed = O formulário não tem essa era. O campo fica em branco; a data é escrita no guichê.
kiosk-box-not-a-date = A data será verificada no guichê. O campo fica em branco.

kiosk-finishing = Recebendo as suas respostas
    .lead = Aguarde, por favor.
kiosk-finishing-printing = Imprimindo
    .lead = Aguarde, por favor.
kiosk-finishing-sheets = { $done } de { $total } folhas impressas
kiosk-finishing-step-storing = Guardar as suas respostas
kiosk-finishing-step-printing = Imprimir os formulários
kiosk-finishing-step-receipt = Imprimir o papel com o seu número
kiosk-finishing-state-done = Feito
kiosk-finishing-state-now = Agora
kiosk-finishing-state-todo = A fazer
kiosk-finishing-state-wait = Em espera
kiosk-sheet-done = Impressa
kiosk-sheet-now = Imprimindo
kiosk-sheet-todo = A imprimir
kiosk-sheet-wait = Em espera

kiosk-delivered = A prefeitura recebeu as suas respostas
    .text = Estão aceitas, mesmo que o papel não saia.
    .sentence = A prefeitura recebeu as suas respostas.
kiosk-stored = As suas respostas estão guardadas aqui
    .text = Serão enviadas assim que houver conexão.
    .sentence = As suas respostas estão guardadas aqui e serão enviadas assim que houver conexão.
kiosk-refused = As suas respostas estão guardadas aqui
    .text = Um atendente vai verificá-las. Diga o seu número no guichê.
    .sentence = As suas respostas estão guardadas aqui. Diga o seu número no guichê.

kiosk-result = Os procedimentos ainda não terminaram
    .lead = Chamaremos o seu número.
    .no-paper = Chamaremos o seu número. Anote-o, por favor.
kiosk-result-number = Seu número
kiosk-result-list = A fazer nos guichês: { $count }
kiosk-result-column-office = Guichê
kiosk-result-column-deadline = Prazo
kiosk-result-column-who = Quem faz
kiosk-result-bring = Traga, por favor
kiosk-result-bring-perhaps = { $item } (se houver)
kiosk-result-elsewhere = A fazer fora da prefeitura
kiosk-result-elsewhere-perhaps = Somente se for o caso.
kiosk-result-who-you = Você pode fazer
kiosk-result-who-letter = É preciso procuração (委任状)
kiosk-result-reasons = Imprimir os motivos
kiosk-result-reasons-not-asked-for = Uma folha que diz por que cada procedimento é necessário ou não.
kiosk-result-reasons-printing = Imprimindo. Aguarde, por favor.
kiosk-result-reasons-printed = A folha dos motivos saiu. Retire-a, por favor.
kiosk-result-reasons-failed = A folha será entregue no guichê.
kiosk-result-take-home = Imprimir papéis para levar
kiosk-result-take-home-not-asked-for = Você recebe em papel a lista dos procedimentos, o que trazer e os motivos.
kiosk-result-take-home-printing = Imprimindo. Aguarde, por favor.
kiosk-result-take-home-printed = Os papéis saíram. Retire-os, por favor.
kiosk-result-take-home-failed = Os papéis serão entregues no guichê.
kiosk-hand-off-booking = Reserva
kiosk-hand-off-consultation = Consulta
kiosk-hand-off-phone = Telefone { $phone }
kiosk-finishing-lists = A lista dos procedimentos e do que trazer
kiosk-result-held = Busque orientação primeiro, por favor
kiosk-result-amount = O valor é verificado no guichê.
kiosk-days-left = { $days ->
    [one] Resta { $days } dia
   *[other] Restam { $days } dias
}
kiosk-days-today = Hoje é o último dia
kiosk-days-past = O prazo já passou
kiosk-months-left = { $months ->
    [one] Resta cerca de { $months } mês
   *[other] Restam cerca de { $months } meses
}
kiosk-years-left = { $years ->
    [one] Resta cerca de { $years } ano
   *[other] Restam cerca de { $years } anos
}
kiosk-deadline-past = O prazo já passou, mas consulte o guichê.
kiosk-deadline-past-elsewhere = O prazo já passou, mas consulte o local.
kiosk-deadline-moved = Em { $day } o guichê está fechado: vale o próximo dia útil.
kiosk-deadline-office-closed = O guichê está fechado nesse dia. Venha antes, por favor.
kiosk-deadline-calendar-ends = Os feriados desse ano ainda não foram anunciados. Venha com antecedência.
kiosk-result-no-deadline = Sem prazo
kiosk-result-step-paper = Retire o papel com o número
kiosk-result-step-forms = Retire todos os papéis
kiosk-result-step-number = Anote o seu número
kiosk-result-step-counter = Vá quando for chamado
kiosk-result-step-sign = Confira e assine
kiosk-result-paper = O papel diz o mesmo.
kiosk-result-some-paper = { $papers }: já saiu, retire, por favor. O restante será entregue no guichê.
kiosk-paper-name = “{ $paper }”
kiosk-papers-and = {", "}
kiosk-papers-more = { $papers } e mais { $count }
kiosk-result-no-paper = Não há papel. Será entregue no guichê.

kiosk-idle = Você ainda está aí?
    .lead = A tela não foi tocada por algum tempo.
    .note = Quando o tempo acabar, as respostas são apagadas e a primeira tela volta.
    .foot = Toque em Encerrar para apagá-las agora.
kiosk-ended = Encerrado
    .lead = O que você informou foi apagado.

kiosk-remedy-try-again = Tentar mais uma vez
    .second = Depois que o atendente verificar
kiosk-remedy-try-again-card = Ler o cartão
    .second = Primeiro coloque-o no leitor
kiosk-remedy-without-card = Seguir sem o cartão
    .second = Nome e endereço são digitados na tela
kiosk-remedy-by-numbers = Usar os números impressos no cartão
    .second = Não é preciso senha
kiosk-remedy-read-card = Ler este cartão
    .second = A senha dele será pedida
kiosk-remedy-keep = Seguir
    .second = Manter o que foi lido
kiosk-remedy-wait = Aguardar
    .second = Segue automaticamente
kiosk-remedy-without-paper = Levar só o número ao guichê
    .second = O papel será entregue no guichê
kiosk-remedy-paper-came = Sim, saiu
    .second = Retire esse papel, por favor
kiosk-remedy-paper-missing = Não saiu
    .second = Um atendente vai olhar
kiosk-remedy-print-again = Imprimir o que falta
    .second = Toque depois que o atendente olhar
kiosk-remedy-call-staff = Pedir ajuda
    .second = Alguém vem ajudar
kiosk-remedy-end = Parar aqui
    .second = O que você informou é apagado

kiosk-why-choose-one = Escolha uma opção.
kiosk-why-choose-way = Escolha uma destas opções.
kiosk-why-put-card = Coloque um cartão no leitor ou siga sem ele.
kiosk-why-pin-four = Digite quatro dígitos.
kiosk-why-card-year = Digite o ano de nascimento como está no cartão (dois dígitos).
kiosk-why-card-month = Digite o mês de nascimento.
kiosk-why-card-day = Digite o dia de nascimento.
kiosk-why-card-expiry = Digite o ano de validade com quatro dígitos.
kiosk-why-card-code = Digite os quatro dígitos sob a foto.
kiosk-why-card-same = Estes números não conferem. Olhe o cartão e corrija.
kiosk-why-card-back = Coloque o cartão no leitor e toque em “Avançar”.
kiosk-why-working = Em andamento. Aguarde um momento.
kiosk-why-enter-text = Preencha o campo em branco.
kiosk-why-name-digits = Apague os números do nome.
kiosk-why-name-signs = Apague os sinais do nome.
kiosk-why-name-half-width = Use katakana de largura inteira.
kiosk-why-name-other-script = Use kanji, kana ou as letras A a Z sem acento.
kiosk-why-name-private-use = Uma letra muda por cidade. Use kana.
kiosk-why-name-chinese = Não é caractere japonês. Use kanji ou kana.
kiosk-why-name-mixed = Use kanji ou letras latinas, como no 住民票.
kiosk-why-name-brackets = Um par de parênteses, só para 旧氏 ou 通称.
kiosk-why-name-too-long = No máximo 100 letras. Encurte.
kiosk-why-name-furigana = Aqui, use só katakana.
kiosk-why-enter-number = Digite um número.
kiosk-why-number-limits = Este número não é possível. Confira.
kiosk-why-postcode-seven = O código postal tem sete dígitos.
kiosk-why-phone-digits = O telefone começa com 0 e tem 10 ou 11 dígitos.
kiosk-why-digits-missing = Faltam dígitos. Confira o número.
kiosk-why-enter-year = Digite o ano.
kiosk-why-enter-month = Digite o mês.
kiosk-why-enter-day = Digite o dia.
kiosk-why-date-not-in-calendar = Este dia não existe. Confira ano, mês e dia.
kiosk-why-date-in-future = Este dia ainda não chegou. Confira ano, mês e dia.

kiosk-receipt =
    .lead = Chamaremos o seu número. Guarde este papel.
kiosk-receipt-qr = Para leitura do atendente
kiosk-receipt-practice = Somente para treino. Não vale para nenhum procedimento.

# Several choices, lists, and what is said instead of an answer
kiosk-none-of-these = Nenhuma destas
kiosk-none-of-these-short = Nenhuma
kiosk-decline = Prefiro não dizer
    .second = É possível seguir sem responder
kiosk-declined = Não informado aqui
kiosk-without-day = Não sei o dia
kiosk-comma = ,{" "}
kiosk-items = { $number } no total
kiosk-items-and-perhaps-more = { $number }, talvez mais
kiosk-item-number = N.º { $number }
kiosk-item-label = { $name }: { $what }
kiosk-unit-money = {" ienes"}
kiosk-list-add = Adicionar
kiosk-list-remove = Remover “{ $name }”?
kiosk-list-remove-yes = Remover
kiosk-list-remove-no = Manter
kiosk-key-all = São todos
kiosk-key-nobody = Nenhum
kiosk-key-remove = Remover
kiosk-why-choose-some = Escolha o que se aplica. Se nada se aplicar, toque em “Nenhuma destas”.
kiosk-why-list-full = Não cabem mais aqui. Perguntaremos sobre os demais no guichê.
kiosk-date-month = { $monthname } de { $western }
kiosk-date-month-echo = { $monthname } de { $western } ({ $era } { $year })
kiosk-same-as = Se escolher Sim, usamos este dado como está

# The staff's layer
kiosk-assisted = Operado pelo atendente
kiosk-key-desk = Atendente
kiosk-key-close = Fechar
kiosk-staff-code = Digite o código do atendente
    .lead = O crachá foi reconhecido. O código tem de 4 a 8 dígitos.
kiosk-staff-code-wrong = O código não confere
kiosk-staff-code-left = Tentativas restantes: { $tries }.
kiosk-why-staff-code = Digite pelo menos 4 dígitos.
kiosk-desk = Menu do atendente
    .lead = Nada do visitante é mostrado aqui.
kiosk-desk-asking = Verificando
kiosk-desk-well = Funciona
kiosk-desk-all-well = Leitor, impressoras, armazenamento e linha funcionam
kiosk-desk-waiting = { $number ->
    [one] { $number } envio ainda não chegou.
   *[other] { $number } envios ainda não chegaram.
}
kiosk-desk-health = Estado
kiosk-desk-reader = Leitor de cartão
kiosk-desk-forms-printer = Impressora de formulários
kiosk-desk-receipt-printer = Impressora de recibos
kiosk-desk-office = Linha com a repartição
kiosk-desk-store = Armazenamento deste terminal
kiosk-desk-test-page = Página de teste
kiosk-desk-key-close = Voltar à tela do visitante
    .second = É possível digitar pelo visitante com um teclado
kiosk-desk-key-hand-back = Devolver ao visitante
    .second = Encerra a operação pelo atendente
kiosk-desk-key-health = Verificar mais uma vez
kiosk-desk-key-test-page = Imprimir página de teste
    .second = Nada do visitante é impresso
kiosk-desk-key-reprint = Imprimir todas as folhas
    .second = Primeiro retire as folhas da bandeja
kiosk-desk-key-end = Encerrar este atendimento
    .second = Apaga tudo o que foi informado
kiosk-test-page = Página de teste
kiosk-test-page-printing = Imprimindo.
kiosk-test-page-printed = Saiu.
kiosk-test-page-failed = Não saiu. Olhe a impressora, por favor.

# Going away
kiosk-key-taken = Já retirei
kiosk-key-tray-empty = Não há papel
kiosk-key-no-answer = Pular
kiosk-take-card = Retire o seu cartão, por favor
    .lead = Ele está no leitor. A tela avança quando você o retirar.
kiosk-take-paper = Retire os seus papéis, por favor
    .lead = Olhe a bandeja abaixo. Com todas as folhas na mão, toque em “Já retirei”.
kiosk-take-both = Retire o seu cartão e os seus papéis
    .lead = O cartão está no leitor, os papéis na bandeja.
kiosk-left-card = Há um cartão no leitor
    .lead = É do visitante anterior. Não toque nele, por favor. Um atendente está vindo.
kiosk-left-paper = Há papel na bandeja?
    .lead = Se houver, deixe-o e aguarde. Um atendente está vindo.
kiosk-left-both = Há um cartão no leitor
    .lead = O cartão e os papéis são do visitante anterior. Não toque neles, por favor. Um atendente está vindo.
kiosk-why-take-card = Primeiro retire o cartão do leitor.
kiosk-why-staff-looks = Um atendente vai olhar. Aguarde um momento.
kiosk-survey = Foi fácil usar a máquina?
    .lead = Basta um toque. Ninguém registra de quem é a resposta.
kiosk-survey-choice-1 = Fácil
kiosk-survey-choice-2 = Razoável
kiosk-survey-choice-3 = Difícil

# Plain-word search
kiosk-key-search = Buscar com as suas palavras
    .second = por exemplo, “mudei de casa”
kiosk-search = O que aconteceu?
    .lead = Escreva com as suas palavras, por exemplo “meu pai faleceu”.
kiosk-search-label = Suas palavras
kiosk-search-found = É um destes?
kiosk-search-more = Digite mais uma letra.
kiosk-search-nothing = Nada foi encontrado. Use outras palavras ou chame um atendente.
kiosk-why-search-none = Escreva algumas palavras. Se nada for encontrado, chame um atendente.

# Practice
kiosk-practice = Treino (nada é enviado)
kiosk-practice-mark = Treino
kiosk-key-practice-card = Colocar o cartão de treino
kiosk-desk-key-practice = Começar um treino

# Cases begun before
kiosk-prepared = Está certo?
    .lead = Você informou isto antes. Nada foi usado até agora.
kiosk-prepared-not-mine = Algo não está certo
    .second = Não usar nada e informar passo a passo
kiosk-keeping-step = Folha para seguir depois
kiosk-takeaway = Para seguir em outro dia
    .line-1 = O que você informou até aqui está neste código. Só os terminais da cidade conseguem lê-lo.
    .line-2 = Volte em até 30 dias com esta folha e o seu cartão My Number. Sem o cartão, mostre-a a um atendente.
    .line-3 = Nada foi concluído ainda.
kiosk-why-prepared-read = A folha foi lida. Coloque o seu próprio cartão no leitor ou chame um atendente.
kiosk-why-prepared-old = Esta folha não pode ser usada: é antiga demais ou de algo que não se faz aqui.
kiosk-why-prepared-staff = Chame um atendente para abrir a sua folha.
kiosk-why-prepared-unreadable = Não foi possível ler o código. Alise a folha e mostre-a mais uma vez.
kiosk-remedy-go-on = Seguir
    .second = Voltar à tela
kiosk-remedy-take-along = Sair e levar em papel
    .second = Outro dia, é possível seguir daqui
