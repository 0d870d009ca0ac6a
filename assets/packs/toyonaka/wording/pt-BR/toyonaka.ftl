# Names of Toyonaka's sections (verify: city).

section-hoken-shikaku = Setor de inscrição no seguro (保険資格課)
section-hoken-kyufu = Setor de benefícios do seguro (保険給付課)
section-kaigo = Setor de cuidados de idosos (長寿安心課)
question-registered = Onde a pessoa estava registrada como moradora?
    .lead = Se ela tinha ido para uma casa de cuidados e você não tem certeza, escolha “Não sei”.
    .reason = Define quais procedimentos são feitos em Toyonaka.
    .short = Registro
choice-deceased-registered-with-visitor = Em Toyonaka, no meu domicílio
choice-deceased-registered-this-city = Em Toyonaka, em outro domicílio
    .second = Também no mesmo endereço, se for domicílio separado
